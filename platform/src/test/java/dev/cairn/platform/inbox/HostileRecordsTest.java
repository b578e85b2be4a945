package dev.cairn.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.command.Cause;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever can write to a topic must not be able to stop the inbox. */
class HostileRecordsTest {

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
        topic = TestServers.uniqueName("hostile");
        view = new HistoryView(service.jdbc, Set.of(topic));
        parkedKeys = service.parkedKeys(view);
    }

    @ParameterizedTest
    @MethodSource("keysThatCannotBeStored")
    @Clause("REG-6")
    void parksARecordByTheDigestOfAKeyThatCannotBeStoredAndLetsAllOthersGoOn(@Nullable String key) {
        var hostile = withKey(event("fraud", 0, "hostile"), key);
        hostile.headers().add("a\0b", new byte[] {1});
        arriveBeforeAnother(hostile);

        assertThat(history()).containsExactly("model:spam: x");
        ParkedKey parked = parkedOnTopic();
        assertThat(parked.key()).matches("sha256:[0-9a-f]{64}");
        parkedKeys.record();
        assertThat(parkedKeys.retry(topic, parked.key(), ADMIN).parked()).isNotNull();
        assertThat(history()).containsExactly("model:spam: x");
        assertThat(parkedKeys.discard(topic, parked.key(), "no event", ADMIN))
                .isEqualTo(new ParkedKeys.Outcome(0, null));
    }

    static List<@Nullable String> keysThatCannotBeStored() {
        var random = new Random(7);
        String tooLong = random.ints(5_000, '!', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Arrays.asList(null, "", "model:\0", tooLong);
    }

    private static ConsumerRecord<String, byte[]> withKey(RecordedEvent event, @Nullable String key) {
        var sent = Described.record(event, 0, 0);
        var record = new ConsumerRecord<>(sent.topic(), 0, 0, key, sent.value());
        sent.headers().forEach(record.headers()::add);
        return record;
    }

    @Test
    @Clause("REG-6")
    void storesAReasonThatQuotesWhatCannotBeStored() {
        var unknown = Described.event(topic, "fraud", "model:fraud", 0, "a", "unknown\u0007\n".repeat(100_000));
        arriveBeforeAnother(Described.record(unknown, 0, 0));

        assertThat(history()).containsExactly("model:spam: x");
        assertThat(parkedOnTopic().reason())
                .startsWith("This version knows no event of type unknown unknown")
                .hasSizeLessThanOrEqualTo(500)
                .doesNotContain("\u0007", "\n");
    }

    private ParkedKey parkedOnTopic() {
        return parkedKeys.list(topic, "", 1).get(0);
    }

    private RecordedEvent event(String model, long sequence, String text) {
        return Described.event(topic, model, "model:" + model, sequence, text);
    }

    private void arriveBeforeAnother(ConsumerRecord<String, byte[]> hostile) {
        List<Arrived> arrivals =
                List.of(Arrived.of(hostile), Arrived.of(Described.record(event("spam", 0, "x"), 0, 1)));
        service.inUse.run(() -> service.intake(view).takeIn(arrivals, Set.of()));
    }

    private List<String> history() {
        return service.history(topic);
    }
}
