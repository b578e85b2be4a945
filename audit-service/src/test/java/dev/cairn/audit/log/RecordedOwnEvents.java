package dev.cairn.audit.log;

import dev.cairn.events.Event;
import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.WriteRefusal;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.problem.Refused;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An event store that remembers, and a relay that sends at once; without a database of their own. */
final class RecordedOwnEvents implements EventStore {

    private final String topic;
    private final Consumer<RecordedEvent> relay;
    final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<RecordedEvent> records = new CopyOnWriteArrayList<>();
    volatile StepByStep steps = StepByStep.UNHINDERED;
    /** As after a restart of PostgreSQL, until the relay has compared the store with the topics. */
    volatile boolean writesWait;
    /** How often somebody has asked for a stream. */
    final AtomicInteger looks = new AtomicInteger();

    RecordedOwnEvents(String topic, Consumer<RecordedEvent> relay) {
        this.topic = topic;
        this.relay = relay;
    }

    <T extends Event> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public RecordedEvent append(Event event, Cause cause) {
        if (writesWait) {
            throw new Refused(WriteRefusal.WRITES_WAIT, "The store was not compared with its topics yet");
        }
        steps.at("before " + event.getClass().getSimpleName());
        RecordedEvent record = appendOnce(event);
        steps.at("after " + event.getClass().getSimpleName());
        return record;
    }

    /** As the database's unique stream and sequence have it. */
    private synchronized RecordedEvent appendOnce(Event event) {
        if (!stream(event.stream()).isEmpty()) {
            throw new IllegalStateException("Stream " + event.stream() + " has its event already");
        }
        RecordedEvent record = TestLog.record(topic, event, 0);
        events.add(event);
        records.add(record);
        relay.accept(record);
        return record;
    }

    @Override
    public void putBack(List<RecordedEvent> lost) {
        throw new UnsupportedOperationException("the relay's, not the log's");
    }

    @Override
    public Optional<RecordedEvent> find(UUID id) {
        return records.stream()
                .filter(record -> record.headers().id().equals(id))
                .findFirst();
    }

    @Override
    public List<RecordedEvent> stream(String stream) {
        looks.incrementAndGet();
        return records.stream()
                .filter(record -> record.headers().subject().equals(stream))
                .toList();
    }
}
