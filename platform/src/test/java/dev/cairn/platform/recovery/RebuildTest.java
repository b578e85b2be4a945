package dev.cairn.platform.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.operations.OperationsEvent.KeyParked;
import dev.cairn.events.operations.OperationsEvent.ViewsRebuilt;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.inbox.ParkedKeys;
import dev.cairn.platform.problem.Refused;
import dev.cairn.test.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RebuildTest {

    private RecoveredService service;

    @BeforeEach
    void start() {
        service = RecoveredService.make();
        service.start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Clause({"REG-5", "REG-3"})
    void viewsAreEqualRowForRowWhileWritersKeepWriting() throws Exception {
        var stop = new CountDownLatch(1);
        ExecutorService writers = Executors.newFixedThreadPool(4);
        List<Future<Integer>> writing = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            String name = "writer-" + writer;
            writing.add(writers.submit(() -> {
                int written = 0;
                for (; stop.getCount() > 0; written++) {
                    service.describe("model-" + written % 3, name + "/" + written);
                }
                return written;
            }));
        }
        for (int round = 0; round < 3; round++) {
            service.succeeds("rebuild");
        }
        stop.countDown();
        int written = 0;
        for (Future<Integer> writer : writing) {
            written += writer.get();
        }
        writers.shutdown();
        service.settle();

        List<RecordedEvent> events = service.events();
        assertThat(events).hasSize(written + 3);
        assertThat(service.noted()).isEqualTo(notedOf(events));
        assertThat(service.seen()).isEqualTo(seenOf(events));
        assertThat(service.topics.content()).isEqualTo(OwnedTopics.contentOf(events));
        assertThat(events.stream().map(RebuildTest::read))
                .filteredOn(ViewsRebuilt.class::isInstance)
                .hasSize(3);
    }

    @Test
    @Clause({"REG-5", "IMM-4"})
    void makesRightWhatSomebodyAlteredInTheViews() {
        service.describe(0, 50);
        service.settle();
        List<String> noted = service.noted();
        List<String> seen = service.seen();
        service.asSuperuser("update views.noted set texts = 'forged'", "delete from views.seen");

        service.succeeds("rebuild");
        service.settle();

        assertThat(service.noted()).isEqualTo(noted);
        assertThat(service.seen()).containsAll(seen);
    }

    @Test
    @Clause({"REG-5", "REG-6"})
    void leavesOutWhatWasDiscardedAndKeepsParkedWhatIsParked() {
        service.describe(0, 20);
        service.settle();
        SeenView view = service.process().getBean(SeenView.class);
        var parked = service.process().getBean(ParkedKeys.class);
        service.describe("bad", "registered");
        RecordedEvent bad = newest();
        service.describe("stuck", "registered");
        RecordedEvent stuck = newest();
        service.settle();
        view.failsAt(bad.headers().id());
        view.failsAt(stuck.headers().id());
        forgetWhatWasSeen();
        Await.that("both are parked, and that is recorded", () -> parkings().size() == 2);
        parked.discard(bad.topic(), "model:bad", "it never made sense", Cause.ofService("admin"));
        service.describe("bad", "goes on");
        service.settleBut(2);
        List<String> before = registryRows();

        service.succeeds("rebuild");

        assertThat(registryRows()).isEqualTo(before);
        assertThat(parked.isParked("model:bad")).isFalse();
        assertThat(parked.isParked("model:stuck")).isTrue();
        service.describe("other", "so that the inbox has come by");
        Await.that("the inbox has come by", () -> service.seen().stream().anyMatch(row -> row.contains("model:other")));
        assertThat(parkings()).hasSize(2);
    }

    private List<Object> parkings() {
        return service.events().stream()
                .map(RebuildTest::read)
                .filter(KeyParked.class::isInstance)
                .toList();
    }

    /** The inbox, which has to be at rest, finds its positions gone with the next event and begins anew. */
    private void forgetWhatWasSeen() {
        service.asSuperuser(
                "truncate views.seen, views.inbox_sequence, views.inbox_position, views.inbox_parked_key cascade");
        service.describe("model-0", "next");
    }

    private List<String> registryRows() {
        return service.seen().stream()
                .filter(row -> row.startsWith("(cairn.registry,"))
                .toList();
    }

    @Test
    @Clause({"REG-5", "IMM-4"})
    void keepsTheViewsInUseWhereATopicLacksWhatTheyHave() {
        service.describe(0, 20);
        service.settle();
        List<String> seen = service.seen();
        service.topics.behead(service.events().get(0));

        String failure = service.fails("rebuild");

        assertThat(failure).contains("the views stay as they were", "run republish");
        assertThat(service.seen()).isEqualTo(seen);
    }

    @Test
    @Clause("REG-5")
    void startsAgainAfterARunThatBrokeOffInTheMiddle() {
        service.describe(0, 20);
        service.settle();
        List<String> noted = service.noted();
        NotedView view = service.process().getBean(NotedView.class);
        view.before(() -> {
            throw new IllegalStateException("The disk is full");
        });
        assertThat(service.fails("rebuild")).contains("The disk is full");
        view.before(() -> service.asSuperuser("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and usename = 'registry_owner'"));
        service.fails("rebuild");
        assertThat(service.noted()).isEqualTo(noted);

        view.before(() -> {});
        service.succeeds("rebuild");
        service.describe(20, 25);

        assertThat(service.noted()).isEqualTo(notedOf(service.events()));
    }

    @Test
    @Clause("REG-5")
    void runsAloneAndShowsHowFarItIs() throws InterruptedException {
        service.describe(0, 20);
        var filling = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        service.process().getBean(NotedView.class).before(() -> {
            filling.countDown();
            await(goOn);
        });
        var run = service.begin("rebuild");
        filling.await();

        assertThatThrownBy(() -> service.begin("rebuild"))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.code()).isEqualTo(OperationRefusal.OPERATION_RUNNING));
        assertThat(service.fails("republish")).contains("Another rebuild, restore or republish");
        assertThat(service.process().getBean(Operations.class).find(run))
                .hasValueSatisfying(status -> assertThat(status.expected()).isGreaterThanOrEqualTo(20));
        goOn.countDown();
        assertThat(service.ended(run).done()).isGreaterThanOrEqualTo(20);
    }

    @Test
    @Clause("REG-5")
    void startsOnViewsThatWereExchanged() {
        service.describe(0, 10);
        service.succeeds("rebuild");
        service.close();

        service.start();
        service.describe(10, 20);
        service.settle();

        assertThat(service.noted()).isEqualTo(notedOf(service.events()));
        assertThat(service.seen()).isEqualTo(seenOf(service.events()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RecordedEvent newest() {
        List<RecordedEvent> events = service.events();
        return events.get(events.size() - 1);
    }

    private static Object read(RecordedEvent event) {
        return EventCodec.read(event.headers().type(), event.data());
    }

    static List<String> notedOf(List<RecordedEvent> events) {
        Map<String, String> texts = new TreeMap<>();
        events.forEach(event -> {
            if (read(event) instanceof ModelDescribed described) {
                texts.merge(described.model().value(), described.description(), (before, more) -> before + " " + more);
            }
        });
        return rows(texts);
    }

    static List<String> seenOf(List<RecordedEvent> events) {
        Map<String, String> seen = new TreeMap<>();
        events.forEach(event -> seen.merge(
                event.topic() + "," + event.headers().subject(),
                event.headers().sequence() + "=" + event.headers().id(),
                (before, more) -> before + " " + more));
        return rows(seen);
    }

    /** As PostgreSQL writes rows, which quotes what has a blank. */
    private static List<String> rows(Map<String, String> columns) {
        return columns.entrySet().stream()
                .map(row -> "(" + row.getKey() + ","
                        + (row.getValue().contains(" ") ? "\"" + row.getValue() + "\"" : row.getValue()) + ")")
                .sorted()
                .toList();
    }
}
