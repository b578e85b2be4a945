package dev.cairn.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.inbox.InboxState.Phase;
import dev.cairn.platform.instance.Sessions;
import dev.cairn.platform.tracing.EventSpans;
import dev.cairn.test.Clause;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class InboxTakeoverTest {

    private InboxService service;
    private TestTopic topic;
    private final InboxState first = new InboxState();
    private final InboxState second = new InboxState();

    @BeforeEach
    void make() throws Exception {
        service = new InboxService();
        topic = new TestTopic("taken-over");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    @Clause({"REG-4", "REG-5"})
    void anotherProcessReadsOnWhenTheReaderLosesItsSessionAndThatOneStandsBy() throws Exception {
        Inbox reader = inbox(first);
        Inbox standby = inbox(second);
        try {
            reader.start();
            await(() -> first.phase() == Phase.READING);
            standby.start();
            await(() -> second.phase() == Phase.STANDING_BY);
            topic.send(events(0, 3));
            await(() -> history().contains("model:fraud: t0 t1 t2"));

            while (!reads(second, first)) {
                if (reads(first, second)) {
                    endSessionsThatHoldALock();
                }
                Thread.sleep(200);
            }
            topic.send(events(0, 5));

            await(() -> history().contains("model:fraud: t0 t1 t2 t3 t4"));
            assertThat(service.jdbc
                            .sql("select count(*) from inbox_parked_key")
                            .query(Integer.class)
                            .single())
                    .isZero();
        } finally {
            reader.stop();
            standby.stop();
        }
    }

    private Inbox inbox(InboxState state) {
        var properties = new InboxProperties(
                5_000, Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(10));
        var view = new HistoryView(service.jdbc, Set.of(topic.name()));
        return new Inbox(
                properties,
                new Sessions(service.database.asApplication(), Duration.ofSeconds(10)),
                service.inUse,
                service.followers(view),
                service.parkedKeys(view),
                state,
                EventSpans.none(),
                List::of);
    }

    private static boolean reads(InboxState one, InboxState other) {
        return one.phase() == Phase.READING && other.phase() == Phase.STANDING_BY;
    }

    private List<RecordedEvent> events(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Described.event(topic.name(), "fraud", "model:fraud", i, "t" + i))
                .toList();
    }

    private List<String> history() {
        return service.history(topic.name());
    }

    /** A transaction's lock does not count: the sessions of the pool have no other. */
    private void endSessionsThatHoldALock() {
        service.jdbc
                .sql("select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a using (pid)"
                        + " where l.locktype = 'advisory' and l.granted and l.pid <> pg_backend_pid()"
                        + " and l.database = (select oid from pg_database where datname = current_database())"
                        + " and a.state = 'idle'")
                .query(Boolean.class)
                .list();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(10);
        }
    }
}
