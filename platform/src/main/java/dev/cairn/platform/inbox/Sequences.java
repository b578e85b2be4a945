package dev.cairn.platform.inbox;

import dev.cairn.platform.inbox.Arrived.Stream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The last event taken in of each stream. */
final class Sequences {

    private final JdbcClient jdbc;

    Sequences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Streams of which nothing was taken in yet are absent. */
    Map<Stream, Long> load(Collection<Stream> streams) {
        Map<Stream, Long> last = new HashMap<>();
        jdbc.sql("""
                        select topic, stream, last from inbox_sequence
                        join unnest(?::text[], ?::text[]) as wanted (topic, stream) using (topic, stream)
                        """)
                .param(streams.stream().map(Stream::topic).toArray(String[]::new))
                .param(streams.stream().map(Stream::name).toArray(String[]::new))
                .query(row -> {
                    last.put(new Stream(row.getString("topic"), row.getString("stream")), row.getLong("last"));
                });
        return last;
    }

    void save(Map<Stream, Long> last) {
        if (last.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into inbox_sequence (topic, stream, last)
                        select * from unnest(?::text[], ?::text[], ?::bigint[])
                        on conflict (topic, stream) do update set last = excluded.last
                        """)
                .param(last.keySet().stream().map(Stream::topic).toArray(String[]::new))
                .param(last.keySet().stream().map(Stream::name).toArray(String[]::new))
                .param(last.values().toArray(Long[]::new))
                .update();
    }
}
