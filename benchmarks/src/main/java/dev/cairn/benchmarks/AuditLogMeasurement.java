package dev.cairn.benchmarks;

import dev.cairn.events.RecordedEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Measures the audit log with everything around it running: event store, relay, broker, search view, HTTP. */
public final class AuditLogMeasurement {

    private static final int STEADY = 200;
    private static final int SAMPLES = 200;
    private static final Duration TICK = Duration.ofMillis(100);

    private AuditLogMeasurement() {}

    /** {@code AuditLogMeasurement [seconds [events a second]]} */
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
        int offered = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3_500;
        System.out.print(run(Duration.ofSeconds(seconds), offered));
        System.exit(0);
    }

    /**
     * @param sustained how long events come in
     * @param offered how many are stored each second meanwhile
     */
    public static AuditLogFigures run(Duration sustained, int offered) throws Exception {
        try (var system = new AuditLogSystem()) {
            warmUp(system, sustained.dividedBy(30));
            long before = system.logged();
            long started = System.nanoTime();
            offer(system, sustained, offered);
            double seconds = (System.nanoTime() - started) / 1e9;
            long logged = system.logged();
            long behind = system.stored() - logged;
            awaitLogged(system);
            double[] delays = delays(system, (int) Math.max(5, Math.min(SAMPLES, sustained.toSeconds())));
            long verification = System.nanoTime();
            JsonNode verified = system.verify();
            double verifySeconds = (System.nanoTime() - verification) / 1e9;
            if (verified.path("total").asInt(-1) != 0) {
                throw new IllegalStateException("The verification found something: " + verified);
            }
            long events = verified.path("size").asLong();
            return new AuditLogFigures(
                    (logged - before) / seconds,
                    Math.max(0, behind),
                    delays[delays.length / 2],
                    delays[(int) Math.ceil(delays.length * 0.99) - 1],
                    events / verifySeconds,
                    events);
        }
    }

    private static void warmUp(AuditLogSystem system, Duration time) throws Exception {
        offer(system, time, 2_000);
        awaitLogged(system);
        system.verify();
    }

    private static void offer(AuditLogSystem system, Duration time, int perSecond) throws Exception {
        int perTick = (int) (perSecond * TICK.toMillis() / 1000);
        long next = System.nanoTime();
        long end = next + time.toNanos();
        while (next < end) {
            system.store(perTick);
            next += TICK.toNanos();
            long wait = next - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            }
        }
    }

    /** The log's records of its own anchors are in it too, so that it may have more. */
    private static void awaitLogged(AuditLogSystem system) throws Exception {
        while (system.logged() < system.stored()) {
            Thread.sleep(50);
        }
        RecordedEvent last = system.store(1);
        while (!system.isProvable(last)) {
            Thread.sleep(20);
        }
    }

    /** At a steady load, an event now and then is watched until its inclusion is proved; sorted, in milliseconds. */
    private static double[] delays(AuditLogSystem system, int samples) throws Exception {
        var newest = new AtomicReference<@Nullable Stored>();
        var enough = new AtomicBoolean();
        var writer = CompletableFuture.runAsync(() -> writeSteadily(system, newest, enough));
        double[] delays = new double[samples];
        for (int i = 0; i < samples; i++) {
            Stored watched = newest.getAndSet(null);
            while (watched == null) {
                Thread.sleep(1);
                watched = newest.getAndSet(null);
            }
            while (!system.isProvable(watched.event())) {
                Thread.sleep(10);
            }
            delays[i] = (System.nanoTime() - watched.at()) / 1e6;
        }
        enough.set(true);
        writer.get();
        Arrays.sort(delays);
        return delays;
    }

    private record Stored(RecordedEvent event, long at) {}

    private static void writeSteadily(
            AuditLogSystem system, AtomicReference<@Nullable Stored> newest, AtomicBoolean enough) {
        try {
            while (!enough.get()) {
                long begun = System.nanoTime();
                RecordedEvent last = system.store((int) (STEADY * TICK.toMillis() / 1000));
                newest.set(new Stored(last, System.nanoTime()));
                Thread.sleep(Math.max(0, TICK.toMillis() - (System.nanoTime() - begun) / 1_000_000));
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
