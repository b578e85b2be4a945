package dev.cairn.benchmarks;

import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.platform.eventstore.EventRows;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A registry whose event store is gone gets it back from its topics, views included; the clock runs from the call of
 * {@code restore} to its end. The floor reads the same topics and copies what they have into a table without an index.
 */
final class RestoreBenchmark implements Benchmark {

    private static final int STORED_TOGETHER = 500;
    private static final List<String> TOPICS = List.of(Topics.REGISTRY, Topics.access("registry"));

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public List<Figure> run(Size size) throws Exception {
        try (var registry = new RunningRegistry()) {
            restored(registry, "warm-up", size.of(50_000, 100));
            double restored = restored(registry, "measured", size.of(300_000, 500));
            return List.of(Figure.of("restore of a lost event store", restored, "events/s", Target.atLeast(10_000))
                    .beside("topics read and copied into a bare table", copied(registry)));
        }
    }

    /** @return events per second, of all that the registry has then */
    private static double restored(RunningRegistry registry, String purpose, int events) throws Exception {
        store(registry, purpose, events);
        registry.awaitRelayed();
        long lost = registry.events();
        registry.loseItsEvents();
        long begin = System.nanoTime();
        registry.operate("restore");
        double rate = lost * 1e9 / (System.nanoTime() - begin);
        if (registry.events() < lost) {
            throw new IllegalStateException(registry.events() + " of " + lost + " events came back");
        }
        return rate;
    }

    private static void store(RunningRegistry registry, String purpose, int events) throws SQLException {
        List<RecordedEvent> batch = new ArrayList<>();
        try (Connection connection = registry.database.asApplication().getConnection();
                var insert = connection.prepareStatement(EventRows.INSERT)) {
            connection.setAutoCommit(false);
            new RegistryHistory(purpose, events, event -> {
                        batch.add(event);
                        if (batch.size() == STORED_TOGETHER) {
                            commit(connection, insert, batch);
                        }
                    })
                    .tell();
            commit(connection, insert, batch);
        }
    }

    private static void commit(Connection connection, PreparedStatement insert, List<RecordedEvent> batch) {
        try {
            for (RecordedEvent event : batch) {
                EventRows.bind(insert, event);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
            batch.clear();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return events per second */
    private static double copied(RunningRegistry registry) throws SQLException {
        try (Connection connection = registry.database.asOwner().getConnection();
                var reader = registry.broker.readerOf(TOPICS)) {
            connection.createStatement().execute("create table bare (key text, headers text, data bytea)");
            long begin = System.nanoTime();
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy bare from stdin");
            var ends = reader.endOffsets(reader.assignment());
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                for (var record : reader.poll(Duration.ofMillis(100))) {
                    var row = new StringBuilder(record.key()).append('\t');
                    record.headers()
                            .forEach(header -> row.append(new String(header.value(), StandardCharsets.UTF_8))
                                    .append(' '));
                    row.append("\t\\\\x")
                            .append(HexFormat.of().formatHex(record.value()))
                            .append('\n');
                    byte[] bytes = row.toString().getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(bytes, 0, bytes.length);
                }
            }
            return copy.endCopy() * 1e9 / (System.nanoTime() - begin);
        }
    }
}
