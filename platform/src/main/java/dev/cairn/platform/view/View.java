package dev.cairn.platform.view;

import dev.cairn.events.Event;
import java.util.List;
import java.util.Set;

/**
 * A read model of the service's own events. It changes in the transaction that stores them, so a writer reads its own
 * write; {@code rebuild} makes it anew from the store.
 *
 * <p>A view's SQL names its tables without a schema: they live in {@code views}, and while they are rebuilt in
 * {@code views_next}; the connection's search path says which.
 */
public interface View {

    /** The sealed families that this view reads, for example {@code RegistryEvent.class}. */
    Set<Class<? extends Event>> families();

    /** Takes in events in their order; the same events again change nothing. */
    void apply(List<Happened> events);
}
