package dev.cairn.audit.verification;

import static dev.cairn.audit.verification.VerificationRefusal.VERIFICATION_UNKNOWN;

import dev.cairn.platform.problem.Refused;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Verifications, one at a time among all instances, by command and at intervals; what one finds is recorded and shown by a
 * meter.
 */
@Component
class Verifications {

    private static final Logger log = LoggerFactory.getLogger(Verifications.class);

    /** One that failed is tried again sooner than the interval says. */
    private static final Duration RETRY = Duration.ofMinutes(5);

    private final Verification verification;
    private final Verdicts verdicts;
    private final VerificationProperties properties;
    private final VerificationRows rows;
    private volatile @Nullable Run current;

    Verifications(
            Verification verification,
            Verdicts verdicts,
            VerificationProperties properties,
            VerificationRows rows,
            MeterRegistry meters) {
        this.verification = verification;
        this.verdicts = verdicts;
        this.properties = properties;
        this.rows = rows;
        Gauge.builder("cairn.verification.findings", rows::lastTotal)
                .description("What the last verification found to be altered")
                .baseUnit("findings")
                .register(meters);
        Gauge.builder(
                        "cairn.verification.age",
                        () -> Duration.between(verdicts.lastEnd(), Instant.now())
                                .toSeconds())
                .description("Time since a verification was finished; one that failed does not count")
                .baseUnit("seconds")
                .register(meters);
    }

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** A verification, from its start to what it found. */
    static final class Run {
        private final UUID id = UUID.randomUUID();
        private final Instant started = Instant.now();
        private final Progress progress = new Progress();
        private volatile State state = State.RUNNING;
        private volatile @Nullable Instant ended;
        private volatile Verification.@Nullable Result result;
        private volatile @Nullable String problem;

        VerificationStatus status() {
            return VerificationStatus.of(id, state, started, ended, progress, result, problem);
        }
    }

    /** Starts one, or gives the one that is running, here or at another instance. */
    VerificationStatus start() {
        var run = new Run();
        while (!rows.begin(run.status())) {
            Optional<VerificationStatus> running = rows.running();
            if (running.isPresent()) {
                return running.get();
            }
        }
        current = run;
        Thread thread = new Thread(() -> run(run), "verification");
        thread.setDaemon(true);
        thread.start();
        return run.status();
    }

    /** @throws Refused when there is none of this id, or no longer */
    VerificationStatus find(UUID id) {
        return rows.find(id)
                .orElseThrow(() ->
                        new Refused(VERIFICATION_UNKNOWN, "There is no verification " + id + " that is remembered"));
    }

    List<VerificationStatus> all() {
        return rows.all();
    }

    private void run(Run run) {
        try {
            Verification.Result result = verification.run(run.progress);
            run.result = result;
            conclude(run, result);
            end(run, State.DONE);
        } catch (RuntimeException | Error e) {
            log.error("The verification {} could not be finished", run.id, e);
            run.problem = String.valueOf(e.getMessage());
            end(run, State.FAILED);
        }
    }

    private void end(Run run, State how) {
        run.ended = Instant.now();
        run.state = how;
        current = null;
        rows.save(run.status());
    }

    @Scheduled(fixedDelayString = "PT1S")
    void saveProgress() {
        Run run = current;
        if (run != null) {
            rows.save(run.status());
        }
    }

    /** What was found is shown even if it cannot be recorded; then the next verification records it. */
    private void conclude(Run run, Verification.Result result) {
        result.found()
                .first()
                .forEach(finding -> log.error(
                        "Not as the log says: {} {}: {}", finding.what(), finding.where(), finding.problem()));
        try {
            verdicts.conclude(run.id, result);
        } catch (RuntimeException e) {
            log.error("What the verification {} found is not recorded yet", run.id, e);
            run.problem = "It is not recorded yet: " + e.getMessage();
        }
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void verifyWhenDue() {
        boolean due = !properties.every().isZero() && since(verdicts.lastEnd()).compareTo(properties.every()) >= 0;
        if (due && since(rows.lastHeard()).compareTo(RETRY) >= 0) {
            start();
        }
    }

    private static Duration since(Instant moment) {
        return Duration.between(moment, Instant.now());
    }
}
