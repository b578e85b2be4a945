package dev.cairn.platform.view;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;

/** An event as it was stored, beside what it says. */
public record Happened(Event event, RecordedEvent record) {

    /**
     * @throws EventCodec.UnknownEventType when this version has no event of that type
     * @throws EventCodec.UnreadableEvent when the data does not fit the type
     */
    public static Happened from(RecordedEvent record) {
        return new Happened(EventCodec.read(record.headers().type(), record.data()), record);
    }
}
