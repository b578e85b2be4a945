package dev.cairn.audit;

import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;
import dev.cairn.kafka.KafkaRights;
import dev.cairn.kafka.TopicLayout;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A registry's events, and the audit service that takes them in, as its callers see it. */
final class AuditSystem implements AutoCloseable {

    static final String ORIGIN = "audit.test/log";

    final Path directory = TestService.temporaryDirectory("audit-store");
    final String bootstrapServers;
    final RegistryInPlace registry;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Object> settings;
    private ConfigurableApplicationContext audit;

    /** @param more settings of the audit service */
    AuditSystem(String bootstrapServers, Map<String, Object> more) {
        this.bootstrapServers = bootstrapServers;
        administer(admin -> KafkaRights.establishTopics(admin, TopicLayout.ALONE));
        registry = new RegistryInPlace(bootstrapServers);
        settings = new HashMap<>(TestService.springProperties("audit", directory));
        settings.put("spring.kafka.bootstrap-servers", bootstrapServers);
        settings.put("cairn.log.origin", ORIGIN);
        settings.put("cairn.log.key.file", directory.resolveSibling(directory.getFileName() + "-key.pem"));
        settings.put("cairn.log.key.create", true);
        settings.put("cairn.log.interval", "50ms");
        settings.put("cairn.log.anchor-interval", "100ms");
        settings.put("cairn.verification.every", "0s");
        store("registry", registry.database);
        settings.put("cairn.verification.stores.audit.url", settings.get("spring.datasource.url"));
        settings.put("cairn.verification.stores.audit.username", "audit_reader");
        settings.put("cairn.verification.stores.audit.password", "reader-of-a-test");
        settings.putAll(more);
        audit = startAudit();
    }

    private void store(String service, ServiceDatabase database) {
        String store = "cairn.verification.stores." + service;
        settings.put(store + ".url", database.url());
        settings.put(store + ".username", database.reader());
        settings.put(store + ".password", database.passwords().reader());
    }

    private ConfigurableApplicationContext startAudit() {
        SpringApplication service = AuditApplication.application();
        // The shared servers go with the JVM, perhaps before it: nothing is left to be told at its end
        service.setRegisterShutdownHook(false);
        return service.run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }

    /** Stops the audit service. */
    void stopAudit() {
        audit.close();
    }

    /** Starts it again, with other settings. */
    void startAudit(Map<String, Object> changed) {
        settings.putAll(changed);
        audit = startAudit();
    }

    <T> T bean(Class<T> type) {
        return audit.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return audit;
    }

    WriteOnceStore store() {
        return bean(WriteOnceStore.class);
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    /** As somebody who may do everything with the audit service's database. */
    void tamper(String sql) {
        var database = new ServiceDatabase(
                "audit",
                String.valueOf(settings.get("spring.datasource.url")),
                new ServiceDatabase.Passwords("owner-of-a-test", "service-of-a-test", "reader-of-a-test"));
        RegistryInPlace.tamper(database, sql);
    }

    /** What an administrator of Kafka does. */
    interface Administration {
        void run(Admin admin) throws ExecutionException, InterruptedException;
    }

    void administer(Administration work) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            work.run(admin);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An answer, read as JSON where it is. */
    record Answer(int status, HttpResponse<byte[]> response) {
        JsonNode json() {
            return EventCodec.json().readTree(response.body());
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        String code() {
            return json().path("type").asString().replace("https://cairn.dev/problems/", "");
        }

        @Override
        public String toString() {
            return status + " " + text();
        }
    }

    static String auditor() {
        return TestTokens.of("ada", "auditor");
    }

    Answer get(String token, String path) {
        return send(token, "GET", path);
    }

    /** Without a token. */
    Answer anonymously(String path) {
        return send(null, "GET", path);
    }

    Answer send(@Nullable String token, String method, String path) {
        return send(token, method, path, "");
    }

    /** @param body JSON; empty for none */
    Answer send(@Nullable String token, String method, String path, String body) {
        var request = HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + audit.getEnvironment().getProperty("local.server.port") + path);
    }

    /** Waits until the event is under the newest checkpoint. */
    void awaitLogged(RecordedEvent event) {
        awaitLogged(event.headers().id());
    }

    void awaitLogged(UUID event) {
        await("event " + event + " is logged", () -> inclusion(event).status() == 200);
    }

    Answer inclusion(UUID event) {
        return get(auditor(), "/api/v1/proofs/inclusion?event=" + event);
    }

    /** Waits until the search knows the event. */
    void awaitSearchable(RecordedEvent event) {
        await(
                "event is searchable",
                () -> jdbc().sql("select count(*) from entry where event = ?")
                                .param(event.headers().id())
                                .query(Long.class)
                                .single()
                        == 1);
    }

    /** Runs a verification to its end. */
    JsonNode verify() {
        Answer begun = send(auditor(), "POST", "/api/v1/verifications");
        if (begun.status() != 202) {
            throw new AssertionError(begun.toString());
        }
        String id = begun.json().path("id").asString();
        var last = new JsonNode[1];
        await("the verification ends", () -> {
            last[0] = get(auditor(), "/api/v1/verifications/" + id).json();
            return !last[0].path("state").asString().equals("RUNNING");
        });
        return last[0];
    }

    static void await(String what, Callable<Boolean> condition) {
        long until = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > until) {
                    throw new AssertionError("Not within three minutes: " + what);
                }
                Thread.sleep(20);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        audit.close();
        registry.close();
    }
}
