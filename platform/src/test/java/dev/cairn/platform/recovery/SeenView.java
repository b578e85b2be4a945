package dev.cairn.platform.recovery;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.inbox.TopicView;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events of each stream, in order; its table is {@code seen}. Fails at the events that it is told to. */
final class SeenView implements TopicView {

    private final JdbcClient jdbc;
    private final Set<UUID> unreadable = ConcurrentHashMap.newKeySet();

    SeenView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void failsAt(UUID event) {
        unreadable.add(event);
    }

    @Override
    public Set<String> topics() {
        return Set.copyOf(RecoveredService.TOPICS);
    }

    @Override
    public void apply(String topic, List<RecordedEvent> events) {
        jdbc.sql("""
                        insert into seen (topic, stream, events)
                        select ?, stream, string_agg(event, ' ' order by place)
                        from unnest(?::text[], ?::text[]) with ordinality as e (stream, event, place)
                        group by stream
                        on conflict (topic, stream) do update set events = seen.events || ' ' || excluded.events
                        """)
                .param(topic)
                .param(events.stream().map(event -> event.headers().subject()).toArray(String[]::new))
                .param(events.stream()
                        .map(event -> event.headers().sequence() + "="
                                + event.headers().id())
                        .toArray(String[]::new))
                .update();
        events.stream()
                .filter(event -> unreadable.contains(event.headers().id()))
                .findFirst()
                .ifPresent(event -> {
                    throw new IllegalStateException("Cannot read " + event);
                });
    }
}
