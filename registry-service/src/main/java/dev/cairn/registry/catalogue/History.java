package dev.cairn.registry.catalogue;

import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.paging.Page;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What happened to a model and its versions, straight from the event store. */
@Component
public final class History {

    private final JdbcClient jdbc;

    History(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Something that happened.
     *
     * @param position orders the model's events; for the next page
     * @param subject the stream
     */
    public record Entry(
            long position,
            UUID id,
            String type,
            String subject,
            long sequence,
            Instant time,
            Actor actor,
            @Nullable Actor owner,
            JsonNode data) {}

    /** Up to one more than a page, oldest first, after {@code after}. */
    public List<Entry> of(ModelName model, long after) {
        return jdbc.sql("""
                        select global_index, id, type, stream, sequence, time, actor, owner, data from events.event
                        where key = :key and topic = 'cairn.registry' and global_index > :after
                        order by global_index limit :most
                        """)
                .param("key", "model:" + model)
                .param("after", after)
                .param("most", Page.SIZE + 1)
                .query((row, number) -> new Entry(
                        row.getLong("global_index"),
                        row.getObject("id", UUID.class),
                        row.getString("type"),
                        row.getString("stream"),
                        row.getLong("sequence"),
                        row.getObject("time", OffsetDateTime.class).toInstant(),
                        Actor.of(row.getString("actor")),
                        row.getString("owner") == null ? null : Actor.of(row.getString("owner")),
                        EventCodec.json().readTree(row.getBytes("data"))))
                .list();
    }
}
