package dev.cairn.cluster;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.cairn.embedded.EmbeddedDatabase;
import dev.cairn.embedded.ServerCertificate;
import dev.cairn.standalone.Service;
import dev.cairn.test.tls.Authority;
import dev.cairn.test.tls.TlsFront;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Has the services speak TLS with all that they stand on, and trust an authority whose certificates expire there: PostgreSQL shows
 * its own; before the brokers, the object store and the issuer stands what ends TLS for them.
 */
final class ExpiredCertificates implements AutoCloseable {

    private static final Duration LASTS = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String HOST = "127.0.0.1";
    private static final String STORE = "s3";
    private static final String ISSUER = "issuer";

    private final Authority authority;
    private final ServerCertificate good;
    private final ServerCertificate expired;

    /** Its files are exchanged. */
    private final ServerCertificate ofPostgres;

    /** By the part that each stands before. */
    private final Map<String, TlsFront> fronts = new TreeMap<>();

    /** @param directory takes all certificates */
    ExpiredCertificates(Path directory) throws IOException {
        authority = new Authority(Files.createDirectories(directory), "company");
        good = authority.sign("good", HOST);
        expired = authority.signExpired("expired", HOST);
        ofPostgres = authority.sign("postgres", HOST);
    }

    /** To be called before the services are started; starts what they stand on. */
    void establish(RunningCluster cluster) {
        for (Part broker : cluster.topology().named("kafka")) {
            fronts.put(broker.name(), entranceTo(broker, cluster));
        }
        for (String part : List.of(STORE, ISSUER)) {
            fronts.put(part, new TlsFront(cluster.part(part).port(), good));
        }
        cluster.layFoundation();
        showByPostgres(cluster);
        for (Service service : Service.values()) {
            cluster.tell(service, settings(service, cluster));
        }
    }

    /** Whom a broker tells to come to the front finds it at a listener of its own. */
    private TlsFront entranceTo(Part broker, RunningCluster cluster) {
        int inside = broker.ports().get(1) + 1;
        var front = new TlsFront(inside, good);
        String listeners = "BROKER://%1$s:%2$d,CONTROLLER://%1$s:%3$d,TLS://%1$s:%4$d";
        cluster.directory()
                .tell(
                        broker.name() + ".extra.properties",
                        Map.of(
                                "listeners",
                                listeners.formatted(
                                        HOST, broker.port(), broker.ports().get(1), inside),
                                "advertised.listeners",
                                "BROKER://%1$s:%2$d,TLS://%1$s:%3$d".formatted(HOST, broker.port(), front.port()),
                                "listener.security.protocol.map",
                                "BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT,TLS:SASL_PLAINTEXT",
                                "listener.name.tls.scram-sha-512.sasl.jaas.config",
                                Broker.clientSettings(cluster.directory(), Broker.ADMINISTRATOR)
                                        .get("sasl.jaas.config")));
        return front;
    }

    private void showByPostgres(RunningCluster cluster) {
        execute(
                cluster,
                "alter system set ssl_cert_file = '" + ofPostgres.chain() + "'",
                "alter system set ssl_key_file = '" + ofPostgres.key() + "'",
                "alter system set ssl = on",
                "select pg_reload_conf()");
        awaitPostgres(cluster, true);
    }

    private Map<String, Object> settings(Service service, RunningCluster cluster) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.ssl.bundle.pem.company.truststore.certificate", authority.certificate());
        settings.put(
                "spring.kafka.bootstrap-servers",
                brokers().map(front -> HOST + ":" + front.port()).collect(Collectors.joining(",")));
        settings.put("spring.kafka.properties.security.protocol", "SASL_SSL");
        settings.put("spring.kafka.ssl.bundle", "company");
        settings.put("spring.datasource.url", url(cluster, service));
        settings.put("cairn.migration.url", url(cluster, service));
        var issuer = (IssuerPart) cluster.part(ISSUER);
        settings.put("cairn.identity.issuers[0].uri", issuer.issuerName());
        settings.put(
                "cairn.identity.issuers[0].jwk-set-uri",
                address(ISSUER) + issuer.jwkSetUri().getPath());
        settings.put("cairn.identity.issuers[0].ssl-bundle", "company");
        if (ServiceInstance.USE_STORE.contains(service)) {
            settings.put("cairn.write-once.s3.endpoint", address(STORE));
            settings.put("cairn.write-once.s3.ssl-bundle", "company");
        }
        if (service == Service.AUDIT) {
            for (Service each : Service.values()) {
                settings.put("cairn.verification.stores." + each.text() + ".url", url(cluster, each));
            }
        }
        return settings;
    }

    private Stream<TlsFront> brokers() {
        return fronts.entrySet().stream()
                .filter(front -> front.getKey().startsWith("kafka"))
                .map(Map.Entry::getValue);
    }

    private String address(String part) {
        return "https://" + HOST + ":" + front(part).port();
    }

    private TlsFront front(String part) {
        return Objects.requireNonNull(fronts.get(part));
    }

    private String url(RunningCluster cluster, Service service) {
        return cluster.topology().database().of(service).url() + verified();
    }

    private String verified() {
        return "?sslmode=verify-full&sslrootcert=" + authority.certificate();
    }

    /** What befalls a cluster that was told all this. Connections are cut, or nobody would look at a certificate. */
    List<Fault> faults() {
        return List.of(
                new Fault(
                        "PostgreSQL's certificate expired",
                        LASTS,
                        cluster -> {
                            exchange(cluster, expired, false);
                            Faults.cutConnections(cluster);
                        },
                        cluster -> exchange(cluster, good, true)),
                new Fault(
                        "the brokers' certificates expired",
                        LASTS,
                        cluster -> show(expired, brokers()),
                        cluster -> show(good, brokers())),
                new Fault(
                        "the object store's and the issuer's certificates expired",
                        LASTS,
                        cluster -> show(expired, Stream.of(front(STORE), front(ISSUER))),
                        cluster -> show(good, Stream.of(front(STORE), front(ISSUER)))));
    }

    private static void show(ServerCertificate certificate, Stream<TlsFront> fronts) {
        fronts.forEach(front -> {
            front.show(certificate);
            front.cut();
        });
    }

    private void exchange(RunningCluster cluster, ServerCertificate certificate, boolean trusted) {
        try {
            Files.copy(certificate.key(), ofPostgres.key(), REPLACE_EXISTING, COPY_ATTRIBUTES);
            Files.copy(certificate.chain(), ofPostgres.chain(), REPLACE_EXISTING, COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute(cluster, "select pg_reload_conf()");
        awaitPostgres(cluster, trusted);
    }

    private void awaitPostgres(RunningCluster cluster, boolean trusted) {
        if (!Waiting.until(PATIENCE, () -> trusts(cluster) == trusted)) {
            throw new IllegalStateException("PostgreSQL still shows its former certificate");
        }
    }

    private boolean trusts(RunningCluster cluster) {
        String url = cluster.topology().database().url("postgres") + verified();
        try {
            EmbeddedDatabase.superuser(cluster.directory().resolve("postgres"), url)
                    .getConnection()
                    .close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static void execute(RunningCluster cluster, String... statements) {
        try (var connection =
                        cluster.topology().database().superuser("postgres").getConnection();
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        fronts.values().forEach(TlsFront::close);
    }
}
