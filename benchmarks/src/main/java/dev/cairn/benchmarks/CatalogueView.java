package dev.cairn.benchmarks;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.access.AccessEvent.RetrievalStarted;
import dev.cairn.events.registry.ModelEvent.AliasAssigned;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.registry.VersionEvent.VersionTagged;
import dev.cairn.platform.inbox.TopicView;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** What another service keeps of the registry. Of the events of one row in a batch, the last says what stands there. */
final class CatalogueView implements TopicView {

    private static final String MODEL = """
            insert into model (name, description, since) values (?, ?, ?)
            on conflict (name) do update set description = excluded.description
            """;

    private static final String ALIAS = """
            insert into alias (model, name, label) values (?, ?, ?)
            on conflict (model, name) do update set label = excluded.label
            """;

    private static final String TAG = """
            insert into tag (model, label, key, value) values (?, ?, ?, ?)
            on conflict (model, label, key) do update set value = excluded.value
            """;

    private static final String RETRIEVAL =
            "insert into retrieval (session, model, label, actor, started) values (?, ?, ?, ?, ?)";

    private final JdbcTemplate jdbc;

    CatalogueView(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.REGISTRY, Topics.access("registry"));
    }

    @Override
    public void apply(String topic, List<RecordedEvent> events) {
        var rows = new Rows();
        events.forEach(record -> rows.add(EventCodec.read(record.headers().type(), record.data()), record));
        rows.bySql.forEach((sql, byKey) -> jdbc.batchUpdate(sql, List.copyOf(byKey.values())));
    }

    /** The rows of a batch, by statement and primary key. */
    private static final class Rows {

        final Map<String, Map<Object, Object[]>> bySql = new LinkedHashMap<>();

        void add(Event event, RecordedEvent record) {
            Object time = record.headers().time().atOffset(ZoneOffset.UTC);
            if (event instanceof ModelRegistered e) {
                put(MODEL, e.model(), e.model().value(), e.description(), time);
            } else if (event instanceof ModelDescribed e) {
                put(MODEL, e.model(), e.model().value(), e.description(), time);
            } else if (event instanceof AliasAssigned e) {
                put(
                        ALIAS,
                        List.of(e.model(), e.alias()),
                        e.model().value(),
                        e.alias().value(),
                        e.version().value());
            } else if (event instanceof VersionTagged e) {
                String model = e.version().model().value();
                String label = e.version().label().value();
                put(TAG, List.of(e.version(), e.tag()), model, label, e.tag().value(), e.value());
            } else if (event instanceof RetrievalStarted e) {
                String model = e.version().model().value();
                String label = e.version().label().value();
                put(
                        RETRIEVAL,
                        e.session(),
                        e.session(),
                        model,
                        label,
                        record.headers().actor().toString(),
                        time);
            }
        }

        private void put(String sql, Object key, Object... row) {
            bySql.computeIfAbsent(sql, it -> new LinkedHashMap<>()).put(key, row);
        }
    }
}
