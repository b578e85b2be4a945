package dev.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.test.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Clause("REG-2")
class EventTypesTest {

    @ParameterizedTest
    @MethodSource("dev.cairn.events.Samples#types")
    void everyEventHasALogicalNameThatLeadsBackToIt(Class<? extends Event> event) {
        String name = EventTypes.nameOf(event);

        assertThat(name).matches("dev\\.cairn\\.[a-z]+\\." + event.getSimpleName() + "\\.v[1-9][0-9]*");
        assertThat(event.getSimpleName()).matches("([A-Z][a-z]+)+(ed|Rebuilt|Withdrawn|Back)");
        assertThat(EventTypes.byName(name)).contains(event);
        assertThat(event.isRecord()).isTrue();
    }

    @Test
    void noTwoEventsShareAName() {
        assertThat(Samples.types().map(EventTypes::nameOf)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dev.cairn.events.Samples#types")
    void everyEventHasATopicAStreamAndATypedKey(Class<? extends Event> event) {
        Event sample = Samples.of(event);

        assertThat(Topics.all()).contains(Topics.of(sample, "registry"));
        assertThat(sample.stream()).matches("[a-z]+:.+");
        assertThat(sample.key()).matches("[a-z]+:.+");
    }

    @Test
    void everyEventHasOneSample() {
        assertThat(Samples.ALL.stream().map(Event::getClass))
                .containsExactlyInAnyOrderElementsOf(Samples.types().toList());
    }

    @Test
    void whatIsNoEventHasNeitherNameNorTopic() {
        record Stranger(String stream, String key) implements Event {}

        assertThat(EventTypes.byName("dev.cairn.registry.ModelForgotten.v1")).isEmpty();
        assertThatThrownBy(() -> EventTypes.nameOf(Stranger.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Topics.of(new Stranger("a:b", "a:b"), "registry"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
