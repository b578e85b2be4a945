package dev.cairn.platform.inbox;

import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each stream said, in order; its table is {@code history}. Can be told to fail at certain words. */
public class HistoryView implements TopicView {

    private final JdbcClient jdbc;
    private final Set<String> topics;
    private final Set<String> unshowable = ConcurrentHashMap.newKeySet();

    public HistoryView(JdbcClient jdbc, Set<String> topics) {
        this.jdbc = jdbc;
        this.topics = topics;
    }

    @Override
    public Set<String> topics() {
        return topics;
    }

    void failsAt(String text) {
        unshowable.add(text);
    }

    void mended() {
        unshowable.clear();
    }

    @Override
    public void apply(String topic, List<RecordedEvent> events) {
        List<String> texts = events.stream().map(HistoryView::text).toList();
        jdbc.sql("""
                        insert into history (topic, stream, events)
                        select ?, stream, string_agg(text, ' ' order by place)
                        from unnest(?::text[], ?::text[]) with ordinality as e (stream, text, place)
                        group by stream
                        on conflict (topic, stream) do update set events = history.events || ' ' || excluded.events
                        """)
                .param(topic)
                .param(events.stream().map(event -> event.headers().subject()).toArray(String[]::new))
                .param(texts.toArray(String[]::new))
                .update();
        // After the statement, so that a failure leaves something to undo
        texts.stream().filter(unshowable::contains).findFirst().ifPresent(text -> {
            throw new IllegalStateException("Cannot show " + text);
        });
    }

    private static String text(RecordedEvent event) {
        return ((ModelDescribed) EventCodec.read(event.headers().type(), event.data())).description();
    }
}
