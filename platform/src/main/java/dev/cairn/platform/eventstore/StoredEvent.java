package dev.cairn.platform.eventstore;

import dev.cairn.events.RecordedEvent;

/** An event and where it lies in the store. */
public record StoredEvent(Place place, RecordedEvent event) {}
