package dev.cairn.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Event;
import dev.cairn.events.EventTypes;
import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.VersionEvent;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Java 17 cannot make the compiler ask whether a projection has a method for each event, so this does. */
class ProjectionCompletenessTest {

    @Test
    void everyEventOfAModelHasItsMethod() {
        assertThat(handled(ModelProjection.class)).isEqualTo(events(ModelEvent.class));
    }

    @Test
    void everyEventOfAVersionHasItsMethod() {
        assertThat(handled(VersionProjection.class)).isEqualTo(events(VersionEvent.class));
    }

    private static Set<Class<?>> handled(Class<?> projection) {
        return Stream.of(projection.getDeclaredMethods())
                .filter(method -> method.getParameterCount() > 0)
                .map(Method::getParameterTypes)
                .map(parameters -> parameters[0])
                .filter(Event.class::isAssignableFrom)
                .filter(Class::isRecord)
                .collect(Collectors.toSet());
    }

    private static Set<Class<?>> events(Class<? extends Event> family) {
        return EventTypes.eventsOf(family).collect(Collectors.toSet());
    }
}
