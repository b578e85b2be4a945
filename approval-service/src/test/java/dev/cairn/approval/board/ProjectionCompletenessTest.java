package dev.cairn.approval.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Event;
import dev.cairn.events.EventTypes;
import dev.cairn.events.approval.PromotionEvent;
import java.lang.reflect.Method;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Java 17 cannot make the compiler ask whether a projection has a method for each event, so this does. */
class ProjectionCompletenessTest {

    @Test
    void everyEventOfAPromotionHasItsMethod() {
        assertThat(Stream.of(PromotionProjection.class.getDeclaredMethods())
                        .filter(method -> method.getParameterCount() > 0)
                        .map(Method::getParameterTypes)
                        .map(parameters -> parameters[0])
                        .filter(Event.class::isAssignableFrom)
                        .filter(Class::isRecord)
                        .collect(Collectors.toSet()))
                .isEqualTo(EventTypes.eventsOf(PromotionEvent.class).collect(Collectors.toSet()));
    }
}
