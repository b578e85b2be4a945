package dev.cairn.audit.log;

import dev.cairn.audit.proof.Checkpoint;
import dev.cairn.audit.proof.NoteSigner;
import dev.cairn.audit.proof.VerifierKey;
import dev.cairn.audit.tiles.PublicLog;
import dev.cairn.audit.tiles.StoredLog;
import dev.cairn.audit.topics.LoggedTopics;
import dev.cairn.platform.instance.Sessions;
import dev.cairn.platform.writeonce.WriteOnceStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** One process that wants to be the log's sequencer, put together as the service does it. */
final class SequencingProcess {

    final ServedLog served = new ServedLog();
    /** Every checkpoint that it has served. */
    final List<Checkpoint> shown = new ArrayList<>();

    private final TestLog log;
    final Publisher publisher;
    private final Terms terms;
    private @Nullable Term term;
    private @Nullable Intake intake;
    private @Nullable Sequencer sequencer;

    SequencingProcess(
            TestLog log,
            StepByStep steps,
            NoteSigner signer,
            List<VerifierKey> keys,
            Duration anchorInterval,
            InstantSource clock) {
        this.log = log;
        DataSource source = log.database.asApplication();
        var jdbc = new JdbcTemplate(source);
        var transactions = steps.transactions(source);
        var meters = new LogMeters(new SimpleMeterRegistry(), served, clock);
        WriteOnceStore store = steps.around(log.store());
        StoredLog stored = log.stored(store, keys);
        publisher = new Publisher(signer, stored, served);
        log.ownEvents.steps = steps;
        terms = new Terms(
                new LogDatabase(
                        new Sessions(source, Duration.ofMinutes(1)),
                        jdbc,
                        transactions,
                        new Alarm(TestLog.ORIGIN, jdbc, new TransactionTemplate(transactions), log.ownEvents, meters)),
                new LoggedTopics(Map.of("bootstrap.servers", TestLog.servers()), List.of(log.main, log.own)),
                publisher,
                () -> new Anchoring(stored.anchors(), log.ownEvents, store::enforcement, anchorInterval, clock),
                meters);
    }

    /** @return false while another process is the sequencer */
    boolean begin() {
        try {
            Optional<Term> begun = terms.begin();
            if (begun.isEmpty()) {
                return false;
            }
            term = begun.get();
            intake = terms.intake();
            sequencer = terms.sequencer(term, intake);
            note();
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins as soon as no other process has the term. */
    SequencingProcess begun() {
        long until = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!begin()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("Another process has the term, for three minutes already");
            }
            Thread.onSpinWait();
        }
        return this;
    }

    /** @return whether more is waiting */
    boolean round() {
        try {
            return sequencer.round(Duration.ofMillis(50));
        } finally {
            note();
        }
    }

    /** Works until everything on the topics is taken in, and nothing came for a while. */
    void workThrough() {
        long until = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        int quiet = 0;
        while (quiet < 2) {
            if (System.nanoTime() > until) {
                throw new AssertionError("Something is waiting on the topics, after three minutes");
            }
            long before = size();
            boolean more = round();
            quiet = more || size() > before || !log.isTakenIn() ? 0 : quiet + 1;
        }
    }

    /** Works until the log has as many entries. */
    void workTo(long size) {
        long until = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (size() < size) {
            round();
            if (System.nanoTime() > until) {
                throw new AssertionError("Only " + size() + " of " + size + " entries after three minutes");
            }
        }
    }

    long size() {
        return served.newest().map(PublicLog::size).orElse(0L);
    }

    private void note() {
        served.newest()
                .map(PublicLog::checkpoint)
                .filter(checkpoint ->
                        shown.isEmpty() || !shown.get(shown.size() - 1).equals(checkpoint))
                .ifPresent(shown::add);
    }

    /** Its connection to the database breaks, as by a firewall; it does not notice until it asks. */
    void loseTerm() {
        log.asSuperuser("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database ="
                + " (select oid from pg_database where datname = current_database())");
    }

    /** Everything that it held is given back, as the system does it for a process that ends. */
    void die() {
        sequencer = null;
        close(intake);
        close(term);
        intake = null;
        term = null;
    }

    private static void close(@Nullable AutoCloseable held) {
        try {
            if (held != null) {
                held.close();
            }
        } catch (Exception e) {
            // The connection may be gone already: that is what dying is
            LoggerFactory.getLogger(SequencingProcess.class).debug("It was gone already", e);
        }
    }
}
