package dev.cairn.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.RecordedEvent;
import dev.cairn.test.Clause;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {

    private RelayedService service;

    @BeforeEach
    void make() {
        service = RelayedService.make();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    @Clause("AUD-1")
    void sendsEverythingOnceAndInCommitOrderWhile64WritersRace() throws Exception {
        service.start();
        var pool = Executors.newFixedThreadPool(64);
        var together = new CyclicBarrier(64);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 64; writer++) {
            int own = writer;
            Callable<?> writing = () -> {
                together.await();
                for (int i = 0; i < 10; i++) {
                    write(own, i);
                }
                return null;
            };
            writers.add(pool.submit(writing));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        pool.shutdown();
        service.awaitSent();

        assertThat(service.stored()).hasSize(64 * 10 * 2);
        assertThat(service.published()).isEqualTo(service.expected());
    }

    /** Four keys are contended by sixteen writers each; each writer's other events are on a key of its own. */
    private void write(int writer, int turn) throws Exception {
        String contended = "contended-" + writer % 4;
        try (Connection connection = service.database.asApplication().getConnection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
                lock.setString(1, "model:" + contended);
                lock.execute();
            }
            long next;
            try (var sequence = connection.prepareStatement(
                    "select coalesce(max(sequence), -1) + 1 from events.event where stream = ?")) {
                sequence.setString(1, "model:" + contended);
                var row = sequence.executeQuery();
                row.next();
                next = row.getLong(1);
            }
            RelayedService.insert(connection, service.event(contended, next), service.event("own-" + writer, turn));
            connection.commit();
        }
    }

    @Test
    void sendsDataAndHeadersByteForByte() {
        RecordedEvent event = service.event("fraud", 0);
        service.start();
        service.store(event);
        service.awaitSent();

        assertThat(service.published().values().stream().flatMap(List::stream)).containsExactly(event);
    }

    @Test
    void sendsWhatWasStoredBeforeItStarted() {
        IntStream.range(0, 300).forEach(i -> service.store(service.event("model-" + i % 7, i / 7)));
        service.start("cairn.relay.batch-events=50");
        service.awaitSent();

        assertThat(service.published()).isEqualTo(service.expected());
    }
}
