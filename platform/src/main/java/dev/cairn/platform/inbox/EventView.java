package dev.cairn.platform.inbox;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.RecordedEvent;
import java.util.List;

/** A read model of what events say; those that change nothing in it are passed over. */
public interface EventView extends TopicView {

    /** Takes in one event. */
    void apply(Event event, EventHeaders headers);

    @Override
    default void apply(String topic, List<RecordedEvent> events) {
        events.forEach(
                recorded -> apply(EventCodec.read(recorded.headers().type(), recorded.data()), recorded.headers()));
    }
}
