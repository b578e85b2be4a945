package dev.cairn.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.operations.OperationsEvent;
import dev.cairn.events.operations.OperationsEvent.EventDiscarded;
import dev.cairn.events.operations.OperationsEvent.KeyParked;
import dev.cairn.events.operations.OperationsEvent.KeyRetried;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.WriteRefusal;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.problem.Refused;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParkedKeysTest {

    private static final Cause ADMIN = Cause.ofService("an-administrator");

    private static InboxService service;

    private String topic;
    private HistoryView view;
    private ParkedKeys parkedKeys;

    @BeforeAll
    static void start() {
        service = new InboxService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void makeView() {
        topic = TestServers.uniqueName("parked");
        view = new HistoryView(service.jdbc, Set.of(topic));
        parkedKeys = service.parkedKeys(view);
    }

    @Test
    @Clause("REG-6")
    void holdsBackOnlyTheKeyOfAnEventThatFails() {
        view.failsAt("bad");
        arrive(event("fraud", 0, "a"), event("spam", 0, "b"), event("fraud", 1, "bad"), event("fraud", 2, "c"));
        arrive(event("spam", 1, "d"), event("fraud", 3, "e"));

        assertThat(history()).containsExactly("model:fraud: a", "model:spam: b d");
        ParkedKey parked = parkedKeys.find(topic, "model:fraud").orElseThrow();
        assertThat(parked.event()).isEqualTo(event("fraud", 1, "bad").headers().id());
        assertThat(parked.reason()).isEqualTo("IllegalStateException: Cannot show bad");
        assertThat(parked.waiting()).isEqualTo(3);
        assertThat(parkedKeys.isParked("model:fraud")).isTrue();
        assertThat(parkedKeys.isParked("model:spam-of-" + topic)).isFalse();
    }

    @Test
    @Clause("REG-6")
    void takesInWhatWaitedOnceTheCauseIsMended() {
        view.failsAt("bad");
        arrive(event("fraud", 0, "a"), event("fraud", 1, "bad"), event("fraud", 2, "c"));

        assertThat(parkedKeys.retry(topic, "model:fraud", ADMIN).parked()).isNotNull();
        assertThat(history()).containsExactly("model:fraud: a");
        view.mended();
        var outcome = parkedKeys.retry(topic, "model:fraud", ADMIN);
        arrive(event("fraud", 3, "d"));

        assertThat(outcome).isEqualTo(new ParkedKeys.Outcome(2, null));
        assertThat(history()).containsExactly("model:fraud: a bad c d");
        assertThat(parkedKeys.find(topic, "model:fraud")).isEmpty();
    }

    @Test
    @Clause("REG-6")
    void givesUpADiscardedEventForEverAndGoesOnBehindIt() {
        view.failsAt("bad");
        arrive(event("fraud", 0, "bad"), event("fraud", 1, "b"), event("fraud", 2, "c"));
        var outcome = parkedKeys.discard(topic, "model:fraud", "it never made sense", ADMIN);

        assertThat(outcome).isEqualTo(new ParkedKeys.Outcome(2, null));
        assertThat(history()).containsExactly("model:fraud: b c");

        forgetTheViews();
        view.mended();
        arrive(event("fraud", 0, "bad"), event("fraud", 1, "b"), event("fraud", 2, "c"));
        assertThat(history()).containsExactly("model:fraud: b c");
    }

    @Test
    @Clause("REG-6")
    void parksAtTheSecondFailureBehindADiscardedOne() {
        view.failsAt("bad");
        view.failsAt("worse");
        arrive(event("fraud", 0, "bad"), event("fraud", 1, "b"), event("fraud", 2, "worse"), event("fraud", 3, "d"));
        var outcome = parkedKeys.discard(topic, "model:fraud", "gone", ADMIN);

        assertThat(outcome.taken()).isEqualTo(1);
        assertThat(outcome.parked())
                .isNotNull()
                .extracting(ParkedKey::event)
                .isEqualTo(event("fraud", 2, "worse").headers().id());
    }

    @Test
    @Clause("REG-6")
    void parksAtAHoleAndGoesOnWhenWhatWasMissingHasCome() {
        arrive(event("fraud", 0, "a"), event("fraud", 2, "c"), event("spam", 0, "x"), event("fraud", 3, "d"));
        assertThat(parkedKeys.find(topic, "model:fraud"))
                .hasValueSatisfying(parked -> assertThat(parked.reason()).contains("lacks sequence 1;"));

        arrive(event("fraud", 0, "a"), event("fraud", 1, "b"), event("fraud", 2, "c"), event("fraud", 3, "d"));
        assertThat(history()).containsExactly("model:fraud: a", "model:spam: x");

        assertThat(parkedKeys.retry(topic, "model:fraud", ADMIN)).isEqualTo(new ParkedKeys.Outcome(3, null));
        assertThat(history()).containsExactly("model:fraud: a b c d", "model:spam: x");
    }

    @Test
    @Clause("REG-6")
    void parksAtATypeThatThisVersionDoesNotKnow() {
        var unknown = Described.event(topic, "fraud", "model:fraud", 0, "a", "dev.cairn.registry.ModelPainted.v1");
        arrive(unknown, event("spam", 0, "x"));

        assertThat(history()).containsExactly("model:spam: x");
        assertThat(parkedKeys.find(topic, "model:fraud"))
                .hasValueSatisfying(parked -> assertThat(parked.reason())
                        .contains("dev.cairn.registry.ModelPainted.v1", "upgrade this service"));
    }

    @Test
    @Clause("REG-6")
    void goesOnByItselfOnceTheTypeIsKnown() {
        var first = event("fraud", 0, "a");
        var second = event("fraud", 1, "b");
        arrive(List.of(asOfAnOlderVersion(first), arrived(second, 1)));
        arrive(event("spam", 0, "x"));
        assertThat(history()).containsExactly("model:spam: x");

        parkedKeys.retryNowKnown();
        parkedKeys.retryNowKnown();

        assertThat(history()).containsExactly("model:fraud: a b", "model:spam: x");
        assertThat(parkedKeys.find(topic, "model:fraud")).isEmpty();
        assertThat(recorded())
                .singleElement()
                .isInstanceOfSatisfying(
                        KeyRetried.class, it -> assertThat(it.waiting()).isEqualTo(2));
    }

    @Test
    @Clause("REG-6")
    void waitsWhileTheTypeIsUnknownOrTheCauseIsAnother() {
        view.failsAt("bad");
        arrive(
                event("fraud", 0, "bad"),
                Described.event(topic, "spam", "model:spam", 0, "a", "dev.cairn.registry.ModelPainted.v1"));
        view.mended();

        parkedKeys.retryNowKnown();

        assertThat(history()).isEmpty();
        assertThat(recorded()).isEmpty();
    }

    /** What a version made of the event that did not know its type. */
    private static Arrived asOfAnOlderVersion(RecordedEvent event) {
        Arrived arrived = arrived(event, 0);
        String type = event.headers().type();
        return new Arrived(arrived.record(), arrived.id(), event, Arrived.unknown(type));
    }

    @Test
    @Clause("REG-6")
    void parksARecordThatIsNoEventAndKeepsItsBytes() {
        var garbage = new ConsumerRecord<>(topic, 0, 7, "model:fraud", new byte[] {1, 2, 3});
        garbage.headers().add("ce_id", null).add("other", new byte[] {4});
        arrive(List.of(Arrived.of(garbage), arrived(event("fraud", 0, "a"), 8)));

        assertThat(history()).isEmpty();
        assertThat(new ParkedRows(service.batches).waiting(new Arrived.TopicKey(topic, "model:fraud")))
                .first()
                .satisfies(waiting -> {
                    assertThat(waiting.record().value()).containsExactly(1, 2, 3);
                    assertThat(waiting.record().offset()).isEqualTo(7);
                    assertThat(waiting.record().headers()).isEqualTo(garbage.headers());
                    assertThat(waiting.id()).isEqualTo(Arrived.of(garbage).id());
                });
        assertThat(parkedKeys.discard(topic, "model:fraud", "no event", ADMIN))
                .isEqualTo(new ParkedKeys.Outcome(1, null));
        assertThat(history()).containsExactly("model:fraud: a");
    }

    @Test
    @Clause({"REG-6", "AUD-1"})
    void recordsThatAKeyWasParkedRetriedAndAnEventDiscarded() {
        view.failsAt("bad");
        arrive(event("fraud", 0, "bad"), event("fraud", 1, "b"));
        parkedKeys.record();
        parkedKeys.record();
        parkedKeys.retry(topic, "model:fraud", ADMIN);
        parkedKeys.discard(topic, "model:fraud", "no use", ADMIN);

        assertThat(recorded())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOfSatisfying(KeyParked.class, it -> {
                            assertThat(it.parkedKey()).isEqualTo("model:fraud");
                            assertThat(it.event())
                                    .isEqualTo(
                                            event("fraud", 0, "bad").headers().id());
                            assertThat(it.reason()).contains("Cannot show bad");
                        }),
                        second -> assertThat(second)
                                .isInstanceOfSatisfying(
                                        KeyRetried.class,
                                        it -> assertThat(it.waiting()).isZero()),
                        third -> assertThat(third)
                                .isInstanceOfSatisfying(
                                        EventDiscarded.class,
                                        it -> assertThat(it.reason()).isEqualTo("no use")));
    }

    @Test
    @Clause("AUD-1")
    void recordsWhatWasParkedWhileWritesWaitedOnceTheyAreAccepted() {
        view.failsAt("bad");
        arrive(event("fraud", 0, "bad"));
        var waiting = new WaitingStore(service.store);

        service.parkedKeys(waiting, view).record();
        assertThat(recorded()).isEmpty();

        parkedKeys.record();
        assertThat(recorded()).singleElement().isInstanceOf(KeyParked.class);
    }

    /** Accepts no writes. */
    private record WaitingStore(EventStore store) implements EventStore {
        @Override
        public RecordedEvent append(Event event, Cause cause) {
            throw new Refused(WriteRefusal.WRITES_WAIT, "The event store has not been compared with its topics");
        }

        @Override
        public void putBack(List<RecordedEvent> events) {
            store.putBack(events);
        }

        @Override
        public Optional<RecordedEvent> find(UUID id) {
            return store.find(id);
        }

        @Override
        public List<RecordedEvent> stream(String stream) {
            return store.stream(stream);
        }
    }

    @Test
    void refusesToRetryWhatIsNotParked() {
        assertThatThrownBy(() -> parkedKeys.retry(topic, "model:fraud", ADMIN))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.code()).isEqualTo(InboxRefusal.KEY_NOT_PARKED));
    }

    @Test
    void blamesNoEventWhenTheDatabaseRefusesToWork() {
        var broken = new HistoryView(service.jdbc, Set.of(topic)) {
            @Override
            public void apply(String topic, List<RecordedEvent> events) {
                service.jdbc
                        .sql("do $$ begin raise exception 'no room' using errcode = '53100'; end $$")
                        .update();
            }
        };
        var arrivals = List.of(arrived(event("fraud", 0, "a"), 0));

        assertThatThrownBy(() -> service.inUse.run(() -> service.intake(broken).takeIn(arrivals, Set.of())))
                .hasStackTraceContaining("no room");
        assertThat(parkedKeys.find(topic, "model:fraud")).isEmpty();
    }

    private RecordedEvent event(String model, long sequence, String text) {
        return Described.event(topic, model, "model:" + model, sequence, text);
    }

    private static Arrived arrived(RecordedEvent event, long offset) {
        return Arrived.of(Described.record(event, 0, offset));
    }

    private void arrive(RecordedEvent... events) {
        arrive(Arrays.stream(events).map(event -> arrived(event, 0)).toList());
    }

    private void arrive(List<Arrived> arrivals) {
        var givenUp = new HashSet<>(new GivenUp(service.jdbc).get());
        service.inUse.run(() -> service.intake(view).takeIn(arrivals, givenUp));
    }

    private void forgetTheViews() {
        for (String table : List.of("history", "inbox_sequence", "inbox_parked_key")) {
            service.jdbc
                    .sql("delete from " + table + " where topic = ?")
                    .param(topic)
                    .update();
        }
    }

    private List<String> history() {
        return service.history(topic);
    }

    private List<OperationsEvent> recorded() {
        List<OperationsEvent> events = new ArrayList<>();
        service.jdbc
                .sql("select type, data from events.event where convert_from(data, 'UTF8')::jsonb ->> 'topic' = ?"
                        + " order by global_index")
                .param(topic)
                .query(row -> {
                    events.add((OperationsEvent) EventCodec.read(row.getString("type"), row.getBytes("data")));
                });
        return events;
    }
}
