package dev.cairn.platform.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.operations.OperationsEvent.TopicRepublished;
import dev.cairn.test.Clause;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepublishTest {

    private RecoveredService service;

    @BeforeEach
    void start() {
        service = RecoveredService.make();
        service.start();
        service.describe(0, 60);
        service.settle();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Clause("REG-5")
    void refillsAnEmptiedTopicOfARunningServiceByteForByte() {
        service.topics.empty(Topics.REGISTRY);
        assertThat(service.topics.content()).isEmpty();

        service.succeeds("republish");

        service.describe(60, 80);
        assertOnTheTopics(service.events());
        assertThat(republished())
                .extracting(TopicRepublished::topic, TopicRepublished::events)
                .containsExactlyInAnyOrder(tuple(Topics.REGISTRY, 60L), tuple(Topics.access("registry"), 0L));
    }

    @Test
    @Clause({"REG-5", "REG-3"})
    void aTopicMadeAnewUnderARunningServiceIsRefilledBeforeAnythingElse() {
        service.topics.makeAnew(Topics.REGISTRY);
        service.describe(60, 80);

        assertOnTheTopics(service.events());
        service.succeeds("republish");
        assertOnTheTopics(service.events());
        assertThat(republished()).allSatisfy(event -> assertThat(event.events()).isZero());
    }

    @Test
    @Clause({"REG-5", "REG-4"})
    void worksWhileAnotherProcessOfTheServiceRelays() {
        service.topics.empty(Topics.REGISTRY);
        service.start();
        service.awaitRelay("STANDING_BY");

        service.succeeds("republish");

        service.describe(60, 80);
        assertOnTheTopics(service.events());
    }

    @Test
    @Clause("REG-5")
    void startsAgainAfterARunThatBrokeOffInTheMiddle() {
        List<RecordedEvent> events = service.events();
        service.topics.makeAnew(Topics.REGISTRY);
        service.close();
        service.topics.makeAnew(Topics.REGISTRY);
        service.topics.send(events.subList(0, 25));

        service.start();
        service.succeeds("republish");

        assertOnTheTopics(service.events());
    }

    @Test
    @Clause({"REG-5", "IMM-4"})
    void sendsNothingBehindATopicThatLacksItsBeginning() {
        service.topics.behead(service.events().get(0));
        var content = service.topics.content();

        assertThat(service.fails("republish"))
                .contains("taken away from the beginning", "Make the topic anew and run republish");

        assertThat(service.topics.content()).isEqualTo(content);
        service.topics.makeAnew(Topics.REGISTRY);
        service.succeeds("republish");
        assertOnTheTopics(service.events());
    }

    @Test
    @Clause({"REG-5", "IMM-4"})
    void sendsNothingWhereTheTopicHasWhatTheStoreLacks() {
        service.asSuperuser(
                "delete from events.event where global_index > (select min(global_index) + 40 from" + " events.event)");
        service.topics.empty(Topics.access("registry"));
        var content = service.topics.content();

        assertThat(service.fails("republish")).contains("that the event store lacks", "run restore first");

        assertThat(service.topics.content()).isEqualTo(content);
    }

    private void assertOnTheTopics(List<RecordedEvent> events) {
        Await.that("everything is sent", () -> service.topics.content().equals(OwnedTopics.contentOf(events)));
        assertThat(service.topics.content()).isEqualTo(OwnedTopics.contentOf(events));
    }

    private List<TopicRepublished> republished() {
        return service.events().stream()
                .map(event -> EventCodec.read(event.headers().type(), event.data()))
                .filter(TopicRepublished.class::isInstance)
                .map(TopicRepublished.class::cast)
                .toList();
    }
}
