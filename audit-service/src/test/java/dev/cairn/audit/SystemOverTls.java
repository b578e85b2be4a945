package dev.cairn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.embedded.BrokerPrincipals;
import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.embedded.EmbeddedDatabase;
import dev.cairn.events.EventCodec;
import dev.cairn.kafka.KafkaRights;
import dev.cairn.kafka.TopicLayout;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.ObjectStore;
import dev.cairn.test.TestTokens;
import dev.cairn.test.tls.Authority;
import dev.cairn.test.tls.TlsServer;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * The audit service and all that it calls, each by TLS at 127.0.0.1. Its settings are those of docs/tls.md, with the addresses
 * of this machine, and users and passwords beside them.
 */
final class SystemOverTls implements AutoCloseable {

    private static final Path BINARIES = Path.of(System.getProperty("java.io.tmpdir"), "cairn-postgres-binaries");
    private static final Pattern SETTINGS = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL);
    private static final ServiceDatabase.Passwords PASSWORDS =
            new ServiceDatabase.Passwords("owner-f1c2d3e4b5a6", "application-0a9b8c7d6e5f", "reader-6a5b4c3d2e1f");
    private static final BrokerPrincipals PRINCIPALS = new BrokerPrincipals(
            "admin", Map.of("admin", "administrator-7d1e9f0a3b", "audit", "principal-audit-2c4e6a8b"));
    private static final String CURSORS = "cursors-9e8d7c6b5a4f3e2d";

    /** What must be seen nowhere, by name. */
    final Map<String, String> secrets = new TreeMap<>(Map.of(
            "owner's password", PASSWORDS.owner(),
            "application's password", PASSWORDS.application(),
            "reader's password", PASSWORDS.reader(),
            "password at Kafka", PRINCIPALS.passwords().get("audit"),
            "secret of cursors", CURSORS));

    final Authority authority;
    private final EmbeddedDatabase postgres;
    private final EmbeddedBroker kafka;
    private final TlsServer issuer;
    private final SSLContext trust;
    private final HttpClient client;
    private final Map<String, String> settings;
    private final ConfigurableApplicationContext audit;

    /** @param directory takes data and certificates */
    SystemOverTls(Path directory) throws Exception {
        Path certificates = directory.resolve("tls");
        authority = new Authority(certificates, "ca");
        postgres = EmbeddedDatabase.start(
                directory.resolve("postgres"), BINARIES, 0, authority.sign("postgres", "127.0.0.1"));
        kafka = EmbeddedBroker.startSecured(
                directory.resolve("kafka"), 0, 0, PRINCIPALS, authority.sign("kafka", "127.0.0.1"));
        issuer =
                new TlsServer(authority.sign("issuer", "127.0.0.1")).answering("application/json", TestTokens.keySet());
        trust = TlsServer.trusting(authority).createSslContext();
        client = HttpClient.newBuilder().sslContext(trust).build();
        authority.sign("tls", "127.0.0.1");
        ServiceDatabase.establish(postgres, "audit", "cairn_audit", PASSWORDS);
        giveRights();
        settings = settings(certificates);
        secrets.put("token", TestTokens.of("ada", "auditor"));
        secrets.put(
                "key of the certificate",
                Files.readAllLines(certificates.resolve("tls.key")).get(1));
        audit = start(settings);
        secrets.put(
                "key of the log",
                Files.readAllLines(Path.of(settings.get("cairn.log.key.file"))).get(1));
    }

    private void giveRights() throws Exception {
        Map<String, Object> connection = new HashMap<>(kafka.clientSettings("admin"));
        connection.put("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(connection)) {
            KafkaRights.establish(admin, TopicLayout.ALONE, List.of("audit"));
        }
    }

    private Map<String, String> settings(Path certificates) throws IOException {
        Path bundle = certificates.resolve("ca.crt");
        // The store has an authority of its own; both are in the one file
        Files.writeString(
                bundle,
                Files.readString(authority.certificate())
                        + Files.readString(ObjectStore.authorityOfPretending().certificate()));
        Map<String, String> settings = new HashMap<>();
        documented(certificates).forEach((name, value) -> settings.put(name.toString(), value.toString()));
        ObjectStore store = ObjectStore.pretendingOverTls();
        store.springProperties(ObjectStore.pretending().freshBucket())
                .forEach((name, value) -> settings.put(name, value.toString()));
        settings.putAll(Map.of(
                "spring.datasource.username",
                "audit",
                "spring.datasource.password",
                PASSWORDS.application(),
                "cairn.migration.username",
                "audit_owner",
                "cairn.migration.password",
                PASSWORDS.owner(),
                "cairn.verification.stores.audit.username",
                "audit_reader",
                "cairn.verification.stores.audit.password",
                PASSWORDS.reader(),
                "cairn.identity.issuers[0].uri",
                TestTokens.ISSUER,
                "cairn.paging.secret",
                CURSORS,
                "cairn.log.origin",
                "tls.test/log",
                "cairn.log.key.file",
                certificates.resolveSibling("log-key.pem").toString()));
        kafka.clientSettings("audit").forEach((name, value) -> {
            if (name.startsWith("sasl.")) {
                settings.put("spring.kafka.properties." + name, value);
            }
        });
        settings.putAll(Map.of(
                "cairn.log.key.create", "true",
                "cairn.verification.every", "0s",
                "server.port", "0",
                "spring.ssl.bundle.watch.file.quiet-period", "200ms",
                "logging.level.root", "info",
                "logging.level.dev.cairn", "debug"));
        return settings;
    }

    /** The block in the page, with the addresses and the directory of this test. */
    private Properties documented(Path certificates) throws IOException {
        Matcher block = SETTINGS.matcher(Files.readString(Path.of("../docs/tls.md")));
        assertThat(block.find()).isTrue();
        var documented = new Properties();
        documented.load(new StringReader(block.group(1)
                .replace("/etc/cairn/tls", certificates.toString())
                .replace("kafka.example.com:9093", kafka.bootstrapServers())
                .replace("postgres.example.com:5432", "127.0.0.1:" + postgres.port())
                .replace("login.example.com", "127.0.0.1:" + issuer.port())));
        return documented;
    }

    private static ConfigurableApplicationContext start(Map<String, String> settings) {
        SpringApplication service = AuditApplication.application();
        service.setRegisterShutdownHook(false);
        return service.run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }

    /** Another process of the service, with one setting changed. */
    ConfigurableApplicationContext another(String setting, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(setting, value);
        return start(changed);
    }

    ConfigurableApplicationContext context() {
        return audit;
    }

    int port() {
        return Integer.parseInt(audit.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** As an auditor. */
    HttpResponse<String> call(String method, String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port() + path))
                            .header("Authorization", "Bearer " + secrets.get("token"))
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String method, String path) {
        return EventCodec.json().readTree(call(method, path).body());
    }

    /** The certificate that a new connection is shown. */
    X509Certificate shown() {
        try (var socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        audit.close();
        issuer.close();
        kafka.close();
        postgres.close();
    }
}
