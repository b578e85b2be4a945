package dev.cairn.platform.recovery;

import static dev.cairn.platform.recovery.OperationRefusal.OPERATION_RUNNING;
import static dev.cairn.platform.recovery.OperationRefusal.OPERATION_UNKNOWN;

import dev.cairn.platform.command.Cause;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.recovery.OperationStatus.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** The operations of a service, started here and followed from any of its processes. */
public class Operations implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Operations.class);

    private final OperationRows rows;
    private final Supplier<List<Operation>> operations;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();

    /** @param operations asked for when one is started, since an operation may itself need others */
    Operations(JdbcClient jdbc, Supplier<List<Operation>> operations) {
        this.rows = new OperationRows(jdbc);
        this.operations = operations;
    }

    /**
     * Starts a run and returns its id at once.
     *
     * @throws Refused when there is no such operation, or a run of it is going on
     */
    public UUID start(String name, Cause cause) {
        Operation operation = find(name);
        UUID id = UUID.randomUUID();
        if (!rows.begin(id, name, cause.actor().toString())) {
            throw new Refused(
                    OPERATION_RUNNING,
                    rows.running(name)
                            .map(run -> "Run " + run.id() + " was started by " + run.requestedBy() + " at "
                                    + run.requestedAt())
                            .orElse("Another run has just ended; start again"));
        }
        Running run = new Running(id, cause);
        running.put(id, run);
        Thread thread = new Thread(() -> run(operation, run), name + "-" + id);
        thread.setDaemon(true);
        run.thread = thread;
        thread.start();
        return id;
    }

    /** How far the run has come; empty for an id that was never given. */
    public Optional<OperationStatus> find(UUID id) {
        Running local = running.get(id);
        if (local != null) {
            save(local);
        }
        return rows.find(id);
    }

    private Operation find(String name) {
        List<Operation> known = operations.get();
        return known.stream()
                .filter(operation -> operation.name().equals(name))
                .findAny()
                .orElseThrow(() -> new Refused(
                        OPERATION_UNKNOWN,
                        "There is "
                                + known.stream().map(Operation::name).sorted().collect(Collectors.joining(", "))));
    }

    private void run(Operation operation, Running run) {
        log.info(
                "{} {} begins, asked for by {}",
                operation.name(),
                run.id(),
                run.cause().actor());
        try {
            operation.run(run);
            run.expected = run.done.get();
            finish(run, State.DONE);
            log.info("{} {} is done: {} events. {}", operation.name(), run.id(), run.done.get(), run.message);
        } catch (InterruptedException | InterruptException e) {
            run.say("The service was stopped meanwhile; start it again");
            finish(run, State.FAILED);
        } catch (Exception e) {
            log.error("{} {} failed", operation.name(), run.id(), e);
            run.say(String.valueOf(e.getMessage()));
            finish(run, State.FAILED);
        }
    }

    private void finish(Running run, State state) {
        synchronized (run) {
            running.remove(run.id());
            rows.save(run.id(), state, run.done.get(), run.expected, run.message);
        }
    }

    @Scheduled(fixedDelayString = "PT1S")
    void saveProgress() {
        running.values().forEach(this::save);
    }

    private void save(Running run) {
        synchronized (run) {
            if (running.containsKey(run.id())
                    && !rows.save(run.id(), State.RUNNING, run.done.get(), run.expected, run.message)) {
                giveUp(run);
            }
        }
    }

    /** This process stood still for so long that it counted as dead. */
    private void giveUp(Running run) {
        running.remove(run.id());
        Thread thread = run.thread;
        if (thread != null) {
            log.warn("{} ends: nothing was heard of it for a minute, and another run was begun", thread.getName());
            thread.interrupt();
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        for (Running run : running.values()) {
            Thread thread = run.thread;
            if (thread != null) {
                thread.interrupt();
                thread.join(5_000);
            }
        }
    }

    private static final class Running implements OperationRun {
        private final UUID id;
        private final Cause cause;
        private final AtomicLong done = new AtomicLong();
        private volatile @Nullable Long expected;
        private volatile String message = "";
        private volatile @Nullable Thread thread;

        Running(UUID id, Cause cause) {
            this.id = id;
            this.cause = cause;
        }

        @Override
        public UUID id() {
            return id;
        }

        @Override
        public Cause cause() {
            return cause;
        }

        @Override
        public synchronized void expect(long events) {
            expected = expected == null ? events : expected + events;
        }

        @Override
        public void advance(long events) {
            done.addAndGet(events);
        }

        @Override
        public void say(String sentence) {
            message = sentence;
        }
    }
}
