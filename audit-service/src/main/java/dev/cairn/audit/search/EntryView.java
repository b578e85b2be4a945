package dev.cairn.audit.search;

import dev.cairn.events.EventCodec;
import dev.cairn.events.LogEntry;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.platform.inbox.TopicView;
import java.sql.Connection;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What each entry of the log says. Reads headers only, so events of a later version are searchable too. */
@Component
class EntryView implements TopicView {

    private static final String MODEL = "model:";

    private static final String INSERT = """
            insert into entry (event, time, type, actor, model, record)
            select * from unnest(?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """;

    private final JdbcTemplate jdbc;

    EntryView(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> topics() {
        return Set.copyOf(Topics.all());
    }

    @Override
    public void apply(String topic, List<RecordedEvent> events) {
        jdbc.update(INSERT, insert -> {
            Connection connection = insert.getConnection();
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", column(events, it -> it.headers().id())));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "timestamptz",
                            column(events, it -> it.headers().time().atOffset(ZoneOffset.UTC))));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "text", column(events, it -> it.headers().type())));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "text", column(events, it -> it.headers().actor().toString())));
            insert.setArray(5, connection.createArrayOf("text", column(events, it -> model(it.key()))));
            insert.setArray(6, connection.createArrayOf("text", column(events, EntryView::record)));
        });
    }

    private static Object[] column(List<RecordedEvent> events, Function<RecordedEvent, @Nullable Object> value) {
        return events.stream().map(value).toArray();
    }

    private static @Nullable String model(String key) {
        return key.startsWith(MODEL) ? key.substring(MODEL.length()) : null;
    }

    private static String record(RecordedEvent event) {
        return EventCodec.json().writeValueAsString(LogEntry.record(event));
    }
}
