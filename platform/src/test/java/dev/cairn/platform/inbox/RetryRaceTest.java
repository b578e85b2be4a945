package dev.cairn.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.RecordedEvent;
import dev.cairn.platform.command.Cause;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A batch arrives while somebody retries its key. */
@Timeout(180)
@Clause("REG-6")
class RetryRaceTest {

    private InboxService service;
    private String topic;
    private HistoryView view;
    private ParkedKeys parkedKeys;

    @BeforeEach
    void park() {
        service = new InboxService();
        topic = TestServers.uniqueName("raced");
        view = new HistoryView(service.jdbc, Set.of(topic));
        parkedKeys = service.parkedKeys(view);
        view.failsAt("first");
        arrive(event("model:fraud", "first"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void whatArrivesDuringARetryThatFailsWaitsBehindIt() throws Exception {
        arriveDuringARetry(event("version:fraud/1", "second"));

        assertThat(service.history(topic)).isEmpty();
        assertThat(parkedKeys.find(topic, "model:fraud").orElseThrow().waiting())
                .isEqualTo(2);
        view.mended();
        assertThat(parkedKeys
                        .retry(topic, "model:fraud", Cause.ofService("admin"))
                        .taken())
                .isEqualTo(2);
    }

    @Test
    void whatArrivesDuringARetryThatSucceedsComesAfterIt() throws Exception {
        view.mended();

        arriveDuringARetry(event("version:fraud/1", "second"));

        assertThat(service.history(topic)).containsExactly("model:fraud: first", "version:fraud/1: second");
        assertThat(parkedKeys.find(topic, "model:fraud")).isEmpty();
    }

    private void arriveDuringARetry(RecordedEvent event) throws Exception {
        CompletableFuture<Void> arriving = service.inUse.call(() -> {
            parkedKeys.retry(topic, "model:fraud", Cause.ofService("admin"));
            var batch = CompletableFuture.runAsync(() -> arrive(event));
            awaitWaiting();
            return batch;
        });
        arriving.get(2, TimeUnit.MINUTES);
    }

    private void awaitWaiting() {
        while (!somebodyWaits()) {
            Thread.onSpinWait();
        }
    }

    private boolean somebodyWaits() {
        return service.jdbc
                .sql("select exists (select from pg_locks where locktype = 'transactionid' and not granted)")
                .query(Boolean.class)
                .single();
    }

    private RecordedEvent event(String stream, String text) {
        return Described.event(topic, "fraud", stream, 0, text);
    }

    private void arrive(RecordedEvent event) {
        List<Arrived> arrivals = List.of(Arrived.of(Described.record(event, 0, 0)));
        service.inUse.run(() -> service.intake(view).takeIn(arrivals, Set.of()));
    }
}
