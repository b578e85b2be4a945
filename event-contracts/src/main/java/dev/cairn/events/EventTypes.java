package dev.cairn.events;

import dev.cairn.events.access.AccessEvent;
import dev.cairn.events.approval.ApprovalEvent;
import dev.cairn.events.audit.LogEvent;
import dev.cairn.events.deployment.TrackerEvent;
import dev.cairn.events.operations.OperationsEvent;
import dev.cairn.events.registry.RegistryEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every event there is, by its logical type; read off the sealed families, so nothing is listed twice. */
public final class EventTypes {

    /** The roots of the families, in the order in which the documentation presents them. */
    public static final List<Class<? extends Event>> FAMILIES = List.of(
            RegistryEvent.class,
            ApprovalEvent.class,
            TrackerEvent.class,
            LogEvent.class,
            AccessEvent.class,
            OperationsEvent.class);

    private static final Map<String, Class<? extends Event>> BY_NAME = FAMILIES.stream()
            .flatMap(EventTypes::eventsOf)
            .collect(Collectors.toUnmodifiableMap(EventTypes::nameOf, Function.identity()));

    private EventTypes() {}

    /** The class that reads {@code type}; empty for a type that this version does not know. */
    public static Optional<Class<? extends Event>> byName(String type) {
        return Optional.ofNullable(BY_NAME.get(type));
    }

    /** The logical type of an event class, for example {@code dev.cairn.registry.VersionRegistered.v1}. */
    public static String nameOf(Class<? extends Event> event) {
        EventType type = event.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(event.getName() + " has no @EventType");
        }
        return type.value();
    }

    /** The events below a sealed family, in the order of their declaration. */
    @SuppressWarnings("unchecked")
    public static Stream<Class<? extends Event>> eventsOf(Class<? extends Event> family) {
        return family.isRecord()
                ? Stream.of(family)
                : Stream.of(family.getPermittedSubclasses())
                        .filter(Event.class::isAssignableFrom)
                        .flatMap(member -> eventsOf((Class<? extends Event>) member));
    }
}
