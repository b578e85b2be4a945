package dev.cairn.platform.inbox;

import dev.cairn.events.EventTypes;
import dev.cairn.events.operations.OperationsEvent.EventDiscarded;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ids of discarded events, from the record of their being discarded: so they stay given up in a rebuild. */
final class GivenUp implements Supplier<Set<UUID>> {

    private final JdbcClient jdbc;

    GivenUp(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<UUID> get() {
        return new HashSet<>(
                jdbc.sql("select (convert_from(data, 'UTF8')::jsonb ->> 'event')::uuid from events.event where type = '"
                                + EventTypes.nameOf(EventDiscarded.class) + "'")
                        .query(UUID.class)
                        .list());
    }
}
