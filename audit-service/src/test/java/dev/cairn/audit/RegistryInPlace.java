package dev.cairn.audit;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.CommandAutoConfiguration;
import dev.cairn.platform.eventstore.EventRows;
import dev.cairn.platform.eventstore.EventStoreAutoConfiguration;
import dev.cairn.platform.migration.MigrationAutoConfiguration;
import dev.cairn.platform.relay.RelayAutoConfiguration;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** What the audit service sees of a registry: its event store and the relay that sends from it. */
final class RegistryInPlace implements AutoCloseable {

    static final Actor MIA = Actor.of("https://issuer.test#mia");

    final ServiceDatabase database = TestServers.database("registry");
    private final ConfigurableApplicationContext relay;

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
    static class App {}

    RegistryInPlace(String bootstrapServers) {
        relay = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties(database.springProperties())
                .properties(Map.of(
                        "spring.application.name", "registry",
                        "spring.config.name", "registry-in-place",
                        "spring.kafka.bootstrap-servers", bootstrapServers,
                        "spring.main.banner-mode", "off",
                        "cairn.relay.allow-unguarded-topics", "true"))
                .run();
    }

    static RecordedEvent event(Event event, long sequence, Actor actor) {
        return event(event, sequence, actor, Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    static RecordedEvent event(Event event, long sequence, Actor actor, Instant time) {
        String type = EventTypes.nameOf(event.getClass());
        UUID nonce = UUID.randomUUID();
        var headers = new EventHeaders(
                UUID.randomUUID(),
                "/cairn/registry",
                type,
                event.stream(),
                time,
                "https://cairn.dev/schemas/" + type + ".json",
                actor,
                null,
                "correlation",
                null,
                sequence,
                HexFormat.of().toHexDigits(nonce.getMostSignificantBits())
                        + HexFormat.of().toHexDigits(nonce.getLeastSignificantBits()),
                null);
        return new RecordedEvent(Topics.of(event, "registry"), event.key(), headers, EventCodec.write(event));
    }

    /** Stores events in one transaction, as the role that the service runs with; the relay sends them. */
    void store(List<RecordedEvent> events) {
        try (Connection connection = database.asApplication().getConnection();
                var insert = connection.prepareStatement(EventRows.INSERT)) {
            connection.setAutoCommit(false);
            for (RecordedEvent event : events) {
                EventRows.bind(insert, event);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    RecordedEvent happened(Event event, long sequence) {
        RecordedEvent recorded = event(event, sequence, MIA);
        store(List.of(recorded));
        return recorded;
    }

    /** A version of one artifact, with its bytes in the store. */
    RecordedEvent registerVersion(WriteOnceStore store, String model, String label, byte[] artifact) {
        Sha256Digest weights = Sha256Digest.of(artifact);
        ObjectNode manifest =
                (ObjectNode) EventCodec.json().readTree("""
                    {"manifestVersion": 1, "note": "%s %s",
                     "artifacts": [{"path": "model.bin", "role": "weights", "size": %d,
                                    "mediaType": "application/octet-stream", "digest": "%s"}]}
                    """.formatted(model, label, artifact.length, weights));
        byte[] canonical = CanonicalJson.of(manifest);
        put(store, artifact);
        put(store, canonical);
        return happened(
                new VersionRegistered(
                        new VersionId(new ModelName(model), new Label(label)),
                        Sha256Digest.of(canonical),
                        LabelScheme.SEMANTIC,
                        weights,
                        artifact.length,
                        manifest),
                0);
    }

    private static void put(WriteOnceStore store, byte[] content) {
        try {
            store.put(new ByteArrayInputStream(content), Sha256Digest.of(content), content.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As somebody who may do everything with this database, with the trigger off. */
    void tamper(String sql) {
        tamper(database, sql);
    }

    static void tamper(ServiceDatabase database, String sql) {
        String name = database.url().replaceAll(".*/([^/?]+).*", "$1");
        try (Connection connection = TestServers.postgres().superuser(name).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database.asApplication());
    }

    @Override
    public void close() {
        relay.close();
    }
}
