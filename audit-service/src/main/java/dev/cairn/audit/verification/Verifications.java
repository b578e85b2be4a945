package dev.cairn.audit.verification;

import static dev.cairn.audit.verification.VerificationRefusal.VERIFICATION_UNKNOWN;

import dev.cairn.platform.problem.Refused;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Verifications, one at a time, by command and at intervals; what one finds is recorded and shown by a meter. */
@Component
class Verifications {

    private static final Logger log = LoggerFactory.getLogger(Verifications.class);

    /** Verifications remembered; a restart forgets them, but what they found is on the log. */
    private static final int REMEMBERED = 100;

    /** One that failed is tried again sooner than the interval says. */
    private static final Duration RETRY = Duration.ofMinutes(5);

    private final Verification verification;
    private final Verdicts verdicts;
    private final VerificationProperties properties;
    private final Map<UUID, Run> runs = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Run> eldest) {
            return size() > REMEMBERED;
        }
    };
    private @Nullable Run current;
    private volatile int lastTotal;
    private volatile Instant lastAttempt = Instant.EPOCH;

    Verifications(
            Verification verification, Verdicts verdicts, VerificationProperties properties, MeterRegistry meters) {
        this.verification = verification;
        this.verdicts = verdicts;
        this.properties = properties;
        Gauge.builder("cairn.verification.findings", () -> lastTotal)
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

    /** Starts one, or gives the one that is running. */
    synchronized VerificationStatus start() {
        Run running = current;
        if (running == null || running.state != State.RUNNING) {
            running = new Run();
            current = running;
            runs.put(running.id, running);
            Run started = running;
            Thread thread = new Thread(() -> run(started), "verification");
            thread.setDaemon(true);
            thread.start();
        }
        return running.status();
    }

    /** @throws Refused when there is none of this id, or no longer */
    synchronized VerificationStatus find(UUID id) {
        Run run = runs.get(id);
        if (run == null) {
            throw new Refused(VERIFICATION_UNKNOWN, "There is no verification " + id + " that this process remembers");
        }
        return run.status();
    }

    synchronized List<VerificationStatus> all() {
        return runs.values().stream().map(Run::status).toList();
    }

    private void run(Run run) {
        try {
            Verification.Result result = verification.run(run.progress);
            run.result = result;
            lastTotal = result.found().total();
            conclude(run, result);
            run.ended = Instant.now();
            run.state = State.DONE;
        } catch (RuntimeException | Error e) {
            log.error("The verification {} could not be finished", run.id, e);
            run.problem = String.valueOf(e.getMessage());
            run.ended = Instant.now();
            run.state = State.FAILED;
        } finally {
            lastAttempt = Instant.now();
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
        if (due && since(lastAttempt).compareTo(RETRY) >= 0) {
            start();
        }
    }

    private static Duration since(Instant moment) {
        return Duration.between(moment, Instant.now());
    }
}
