package dev.cairn.benchmarks;

import dev.cairn.audit.AuditApplication;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.command.CommandAutoConfiguration;
import dev.cairn.platform.eventstore.EventRows;
import dev.cairn.platform.eventstore.EventStoreAutoConfiguration;
import dev.cairn.platform.migration.MigrationAutoConfiguration;
import dev.cairn.platform.relay.RelayAutoConfiguration;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A registry's event store with its relay, and the audit service, with its default settings, on the servers of one machine. */
final class AuditLogSystem implements AutoCloseable {

    private static final int MODELS = 200;

    private final Broker broker = new Broker();
    private final ServiceDatabase registry = TestServers.database("registry");
    private final Connection writer;
    private final ConfigurableApplicationContext relay;
    private final ConfigurableApplicationContext audit;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String token = TestTokens.of("auditor", "auditor");
    private final SplittableRandom random = new SplittableRandom(1);
    private final long[] sequences = new long[MODELS];
    private long stored;

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        KafkaAutoConfiguration.class,
        MigrationAutoConfiguration.class,
        EventStoreAutoConfiguration.class,
        CommandAutoConfiguration.class,
        RelayAutoConfiguration.class
    })
    static class RelayOnly {}

    AuditLogSystem() throws Exception {
        Path directory = TestService.temporaryDirectory("audit-log");
        Map<String, Object> settings = new HashMap<>(TestService.springProperties("audit", directory));
        settings.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("cairn.log.origin", "benchmark/log");
        settings.put("cairn.log.key.file", directory.resolveSibling(directory.getFileName() + ".pem"));
        settings.put("cairn.log.key.create", true);
        settings.put("cairn.verification.every", "0s");
        settings.put("cairn.verification.stores.registry.url", registry.url());
        settings.put("cairn.verification.stores.registry.username", registry.reader());
        settings.put(
                "cairn.verification.stores.registry.password",
                registry.passwords().reader());
        relay = new SpringApplicationBuilder(RelayOnly.class)
                .web(WebApplicationType.NONE)
                .properties(registry.springProperties())
                .properties(Map.of(
                        "spring.application.name", "registry",
                        "spring.config.name", "relay-only",
                        "spring.kafka.bootstrap-servers", broker.bootstrapServers(),
                        "spring.main.banner-mode", "off",
                        "cairn.relay.allow-unguarded-topics", "true"))
                .run();
        audit = AuditApplication.application()
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        writer = registry.asApplication().getConnection();
        writer.setAutoCommit(false);
    }

    /** How many events were stored. */
    long stored() {
        return stored;
    }

    /** Stores events over two hundred models in one transaction. */
    RecordedEvent store(int count) throws SQLException {
        RecordedEvent last = null;
        try (var insert = writer.prepareStatement(EventRows.INSERT)) {
            for (int i = 0; i < count; i++) {
                last = event(random.nextInt(MODELS));
                EventRows.bind(insert, last);
                insert.addBatch();
            }
            insert.executeBatch();
            writer.commit();
        }
        stored += count;
        if (last == null) {
            throw new IllegalArgumentException("Store one event at least");
        }
        return last;
    }

    private RecordedEvent event(int model) {
        var described = new ModelDescribed(new ModelName("model-" + model), "what it is for, in a sentence or two");
        String type = EventTypes.nameOf(described.getClass());
        UUID id = new UUID(random.nextLong(), random.nextLong());
        var headers = new EventHeaders(
                id,
                "/cairn/registry",
                type,
                described.stream(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "https://cairn.dev/schemas/" + type + ".json",
                Actor.of("https://issuer.test#mia"),
                null,
                id.toString(),
                null,
                sequences[model]++,
                HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong()),
                null);
        return new RecordedEvent(Topics.REGISTRY, described.key(), headers, EventCodec.write(described));
    }

    /** The size of the checkpoint that is served; 0 while none is. */
    long logged() throws IOException, InterruptedException {
        HttpResponse<String> answer = call("GET", "/log/checkpoint");
        return answer.statusCode() == 200 ? Long.parseLong(answer.body().split("\n")[1]) : 0;
    }

    boolean isProvable(RecordedEvent event) throws IOException, InterruptedException {
        return call("GET", "/api/v1/proofs/inclusion?event=" + event.headers().id())
                        .statusCode()
                == 200;
    }

    /** Verifies everything; answers its end. */
    JsonNode verify() throws IOException, InterruptedException {
        String id = json(call("POST", "/api/v1/verifications")).path("id").asString();
        while (true) {
            JsonNode status = json(call("GET", "/api/v1/verifications/" + id));
            if (!status.path("state").asString().equals("RUNNING")) {
                return status;
            }
            Thread.sleep(20);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return EventCodec.json().readTree(answer.body());
    }

    private HttpResponse<String> call(String method, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + audit.getEnvironment().getProperty("local.server.port") + path);
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.noBody());
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() throws SQLException {
        try (writer) {
            audit.close();
            relay.close();
            broker.close();
        }
    }
}
