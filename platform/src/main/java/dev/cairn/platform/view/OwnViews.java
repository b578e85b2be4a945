package dev.cairn.platform.view;

import dev.cairn.events.Event;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import java.util.List;

/** All views of a service's own events. */
public record OwnViews(List<View> views) {

    public OwnViews {
        views = List.copyOf(views);
    }

    /** Gives each view those of the events that it reads, in their order. */
    public void show(List<Happened> events) {
        views.forEach(view -> show(view, events));
    }

    /** Whether a view reads such events; assumed of a type that this version does not know. */
    public boolean mayRead(RecordedEvent event) {
        return EventTypes.byName(event.headers().type())
                .map(type -> views.stream()
                        .flatMap(view -> view.families().stream())
                        .anyMatch(family -> family.isAssignableFrom(type)))
                .orElse(true);
    }

    private static void show(View view, List<Happened> events) {
        var relevant = events.stream()
                .filter(happened -> reads(view, happened.event()))
                .toList();
        if (!relevant.isEmpty()) {
            view.apply(relevant);
        }
    }

    private static boolean reads(View view, Event event) {
        return view.families().stream().anyMatch(family -> family.isInstance(event));
    }
}
