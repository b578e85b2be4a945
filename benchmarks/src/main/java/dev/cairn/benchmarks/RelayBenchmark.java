package dev.cairn.benchmarks;

import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.platform.eventstore.EventRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Stored events drain to their topic. While they are stored, an older transaction holds the relay back, as it must; the
 * clock runs from that one's end until the relay has noted that all are sent.
 */
final class RelayBenchmark implements Benchmark {

    private static final int STORED_TOGETHER = 100;
    private static final int MODELS = 500;

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public List<Figure> run(Size size) throws Exception {
        int events = size.of(100_000, 500);
        try (var registry = new RunningRegistry()) {
            drain(registry, described("warm-up", size.of(20_000, 100)));
            List<RecordedEvent> measured = described("measured", events);
            double relayed = drain(registry, measured);
            double produced = produce(registry.broker, measured);
            return List.of(Figure.of("relay", relayed, "events/s", Target.atLeast(20_000))
                    .beside("a raw producer", produced));
        }
    }

    /** @return events per second */
    private static double drain(RunningRegistry registry, List<RecordedEvent> events) throws Exception {
        try (Connection older = registry.database.asOwner().getConnection()) {
            older.setAutoCommit(false);
            execute(older, "set local idle_in_transaction_session_timeout = 0");
            execute(older, "select pg_current_xact_id()");
            long last = store(registry, events);
            long begin = System.nanoTime();
            older.rollback();
            while (registry.relayed() < last) {
                Thread.sleep(2);
            }
            return events.size() * 1e9 / (System.nanoTime() - begin);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @return {@code global_index} of the last one */
    private static long store(RunningRegistry registry, List<RecordedEvent> events) throws SQLException {
        try (Connection connection = registry.database.asApplication().getConnection();
                var insert = connection.prepareStatement(EventRows.INSERT)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < events.size(); i += STORED_TOGETHER) {
                for (RecordedEvent event : events.subList(i, Math.min(i + STORED_TOGETHER, events.size()))) {
                    EventRows.bind(insert, event);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            }
        }
        return registry.jdbc()
                .sql("select max(global_index) from events.event")
                .query(Long.class)
                .single();
    }

    private static List<RecordedEvent> described(String purpose, int count) {
        List<RecordedEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            var model = new ModelName(purpose + "-" + i % MODELS);
            var described = new ModelDescribed(model, "Tells refunds from purchases; change " + i);
            events.add(Events.recorded(described, i / MODELS));
        }
        return events;
    }

    /** @return records per second, ready made and sent with no transaction around them */
    private static double produce(Broker broker, List<RecordedEvent> events) {
        List<ProducerRecord<String, byte[]>> records =
                events.stream().map(KafkaEvents::toRecord).toList();
        try (var producer = broker.producer(Map.of())) {
            producer.partitionsFor(Topics.REGISTRY);
            long begin = System.nanoTime();
            records.forEach(producer::send);
            producer.flush();
            return records.size() * 1e9 / (System.nanoTime() - begin);
        }
    }
}
