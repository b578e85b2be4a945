package dev.cairn.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.inbox.Positions.PositionMoved;
import dev.cairn.platform.inbox.TopicFollower.TopicMadeAnew;
import dev.cairn.platform.tracing.EventSpans;
import dev.cairn.test.Clause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TopicFollowerTest {

    private static InboxService service;

    private TestTopic topic;
    private TopicFollowers followers;

    @BeforeAll
    static void start() {
        service = new InboxService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void makeTopic() throws Exception {
        topic = new TestTopic("followed");
        followers = service.followers(new HistoryView(service.jdbc, Set.of(topic.name())));
    }

    @Test
    void goesOnWhereTheViewsSay() throws Exception {
        topic.send(events("fraud", 0, 3));
        followToTheEnd();
        topic.send(events("fraud", 3, 5));
        topic.send(events("spam", 0, 1));
        followToTheEnd();

        assertThat(history()).containsExactly("model:fraud: t0 t1 t2 t3 t4", "model:spam: t0");
    }

    @Test
    void takesInNothingPastTheGivenOffsetsUntilItIsTold() throws Exception {
        topic.send(events("fraud", 0, 10));
        try (TopicFollower follower = followers.open(service.inUse)) {
            var ends = follower.ends();
            follower.follow(half(ends), taken -> {});
            assertThat(history()).containsExactly("model:fraud: t0 t1 t2 t3 t4");

            follower.follow(ends, taken -> {});
            assertThat(history()).containsExactly("model:fraud: t0 t1 t2 t3 t4 t5 t6 t7 t8 t9");
        }
    }

    private static Map<TopicPartition, Long> half(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue() / 2));
    }

    @Test
    @Clause("REG-5")
    void readsATopicThatWasMadeAnewFromItsBeginningAndDoublesNothing() throws Exception {
        topic.send(events("fraud", 0, 4));
        followToTheEnd();
        topic.makeAnew();
        topic.send(events("spam", 0, 2));
        topic.send(events("fraud", 0, 5));
        followToTheEnd();

        assertThat(history()).containsExactly("model:fraud: t0 t1 t2 t3 t4", "model:spam: t0 t1");
        assertThat(parked()).isEmpty();
    }

    @Test
    @Clause("REG-5")
    void noticesATopicMadeAnewUnderItsFeetBeforeItParksWhatOnlyLooksMissing() throws Exception {
        topic.send(events("fraud", 0, 3));
        try (TopicFollower follower = followers.open(service.inUse)) {
            follower.follow(follower.ends(), taken -> {});
            topic.makeAnew();
            topic.send(events("fraud", 0, 20));

            assertThatThrownBy(() -> {
                        follower.follow(follower.ends(), taken -> {});
                        follower.requireSameTopics();
                    })
                    .isInstanceOf(TopicMadeAnew.class);
        }
        followToTheEnd();

        assertThat(history())
                .containsExactly("model:fraud: "
                        + IntStream.range(0, 20).mapToObj(i -> "t" + i).collect(Collectors.joining(" ")));
        assertThat(parked()).isEmpty();
    }

    @Test
    @Clause("REG-5")
    void readsAPartitionAgainWhenItIsShorterThanItsPosition() throws Exception {
        topic.send(events("fraud", 0, 3));
        followToTheEnd();
        service.jdbc
                .sql("update inbox_position set next_offset = next_offset + 1000 where topic = ?")
                .param(topic.name())
                .update();
        topic.send(events("fraud", 3, 5));
        followToTheEnd();

        assertThat(history()).containsExactly("model:fraud: t0 t1 t2 t3 t4");
    }

    @Test
    @Timeout(180)
    @Clause("REG-6")
    void parksTheKeysWhoseEventsWereCutAwayAndLetsAllOthersGoOn() throws Exception {
        topic.send(events("fraud", 0, 2));
        followToTheEnd();
        topic.send(events("fraud", 2, 6));
        topic.send(events("spam", 0, 1));
        try (TopicFollower follower = followers.open(service.inUse)) {
            // fraud's partition: offsets 0 and 1, a marker, then 3 to 6
            topic.behead(5);
            while (parked().isEmpty() || history().size() < 2) {
                follower.takeIn(Duration.ofSeconds(1), EventSpans.none());
            }
        }

        assertThat(history()).containsExactly("model:fraud: t0 t1", "model:spam: t0");
        assertThat(parked()).singleElement().satisfies(parked -> {
            assertThat(parked.key()).isEqualTo("model:fraud");
            assertThat(parked.reason()).contains("lacks sequence 2 to 3", "republish");
            assertThat(parked.waiting()).isEqualTo(2);
        });
    }

    @Test
    void takesInNothingWhenSomebodyElseDidMeanwhile() throws Exception {
        try (TopicFollower late = followers.open(service.inUse)) {
            topic.send(events("fraud", 0, 3));
            followToTheEnd();

            assertThatThrownBy(() -> late.follow(late.ends(), taken -> {})).isInstanceOf(PositionMoved.class);
        }
        assertThat(history()).containsExactly("model:fraud: t0 t1 t2");
    }

    private void followToTheEnd() throws InterruptedException {
        try (TopicFollower follower = followers.open(service.inUse)) {
            follower.follow(follower.ends(), taken -> {});
        }
    }

    private List<RecordedEvent> events(String model, int from, int to) {
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(Described.event(topic.name(), model, "model:" + model, i, "t" + i));
        }
        return events;
    }

    private List<String> history() {
        return service.history(topic.name());
    }

    private List<ParkedKey> parked() {
        return service.parkedKeys().list(topic.name(), "", 100).stream()
                .filter(parked -> parked.topic().equals(topic.name()))
                .toList();
    }
}
