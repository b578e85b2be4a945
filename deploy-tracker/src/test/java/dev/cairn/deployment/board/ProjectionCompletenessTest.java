package dev.cairn.deployment.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Event;
import dev.cairn.events.EventTypes;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.RetirementAnswer;
import dev.cairn.events.deployment.TargetEvent;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Java 17 cannot make the compiler ask whether a projection has a method for each event, so this does. */
class ProjectionCompletenessTest {

    @Test
    void everyEventOfATargetHasItsMethod() {
        assertThat(handled(TargetProjection.class)).isEqualTo(events(TargetEvent.class));
    }

    @Test
    void everyEventOfADeploymentHasItsMethod() {
        assertThat(handled(DeploymentProjection.class)).isEqualTo(events(DeploymentEvent.class));
    }

    @Test
    void everyAnswerHasItsMethod() {
        assertThat(handled(RetirementProjection.class)).isEqualTo(events(RetirementAnswer.class));
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
