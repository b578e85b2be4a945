package dev.cairn.platform.eventstore;

import dev.cairn.events.Event;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.view.Happened;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;

/**
 * Axon's JDBC storage on {@code events.event}: aggregates are loaded from there and what they decide is appended there, with
 * headers of its own. There are no snapshots and no tracking tokens; the relay and the inbox do what those are for.
 */
final class EventStorage extends JdbcEventStorageEngine {

    private static final byte[] NO_METADATA = {'{', '}'};

    private final Recorder recorder;
    private final AppendedEvents appended;

    EventStorage(JdbcEventStorageEngine.Builder builder, Recorder recorder, AppendedEvents appended) {
        super(builder.readEventDataForAggregate(
                        (connection, schema, stream, first, batch) -> select(connection, stream, first, batch))
                .lastSequenceNumberFor((connection, schema, stream) -> selectLast(connection, stream)));
        this.recorder = recorder;
        this.appended = appended;
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        appended.append(events.stream().map(this::happened).toList());
    }

    private Happened happened(EventMessage<?> message) {
        if (!(message instanceof DomainEventMessage<?> decided && message.getPayload() instanceof Event event)) {
            throw new IllegalStateException(
                    "Only an aggregate's events enter the store, not " + message.getPayloadType());
        }
        if (!event.stream().equals(decided.getAggregateIdentifier())) {
            throw new IllegalStateException("An aggregate's identifier must be its stream: " + event.stream()
                    + " is not " + decided.getAggregateIdentifier());
        }
        Deciding deciding = Deciding.current();
        return new Happened(
                event, recorder.record(event, decided.getSequenceNumber(), deciding.now(), deciding.cause()));
    }

    private static PreparedStatement select(Connection connection, String stream, long first, int batch)
            throws SQLException {
        PreparedStatement select = connection.prepareStatement("select id, stream, sequence, type, time, data"
                + " from events.event where stream = ? and sequence >= ? order by sequence limit ?");
        select.setString(1, stream);
        select.setLong(2, first);
        select.setInt(3, batch);
        return select;
    }

    private static PreparedStatement selectLast(Connection connection, String stream) throws SQLException {
        PreparedStatement select =
                connection.prepareStatement("select max(sequence) from events.event where stream = ?");
        select.setString(1, stream);
        return select;
    }

    @Override
    protected DomainEventData<?> getDomainEventData(ResultSet row) throws SQLException {
        return new GenericDomainEventEntry<>(
                "",
                row.getString("stream"),
                row.getLong("sequence"),
                row.getString("id"),
                row.getObject("time", OffsetDateTime.class).toInstant(),
                row.getString("type"),
                null,
                row.getBytes("data"),
                NO_METADATA);
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String stream) {
        return Stream.empty();
    }
}
