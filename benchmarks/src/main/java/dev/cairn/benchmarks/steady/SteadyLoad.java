package dev.cairn.benchmarks.steady;

import dev.cairn.benchmarks.steady.Http.Answer;
import dev.cairn.benchmarks.steady.Http.Call;
import dev.cairn.events.types.Sha256Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Writes and reads at a fixed rate each, on schedule whatever becomes of those before. */
final class SteadyLoad {

    private final Http http;
    private final Reads reads = new Reads();
    private final Random random = new Random(2);
    private final List<Slot> slots = new ArrayList<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    private final Tally writes = new Tally();
    private final Tally answered = new Tally();
    private long behind;

    private record Due(Slot slot, long nanos) {}

    SteadyLoad(Http http) {
        this.http = http;
    }

    Tally writes() {
        return writes;
    }

    Tally reads() {
        return answered;
    }

    /** Writes that no slot was free for; then more slots are needed. */
    long behind() {
        return behind;
    }

    /**
     * Makes models and targets, which all services have to know before the load begins.
     *
     * @param propagation seconds that a service is given to know what another has said
     */
    void prepare(int models, int propagation) throws InterruptedException {
        String run = "steady-" + Long.toString(Instant.now().getEpochSecond(), 36);
        require(new Call("mia", "registry", "PUT", "/api/v1/blobs/" + cardDigest(), card()));
        for (int i = 0; i < models; i++) {
            var slot = new Slot(run + "-" + i, propagation);
            require(new Call("mia", "registry", "POST", "/api/v1/models", Map.of("name", slot.model())));
            require(new Call(
                    "gus",
                    "deployment",
                    "POST",
                    "/api/v1/targets",
                    Map.of("target", slot.target(), "stage", "staging", "environment", "a rack")));
            slots.add(slot);
            due.add(new Due(slot, System.nanoTime()));
        }
        Thread.sleep(Duration.ofSeconds(propagation).toMillis());
    }

    private static byte[] card() {
        return Slot.CARD.getBytes(StandardCharsets.UTF_8);
    }

    private static Sha256Digest cardDigest() {
        return Sha256Digest.of(card());
    }

    private void require(Call call) {
        Answer answer = http.send(call).join();
        if (!answer.good()) {
            throw new IllegalStateException(call.method() + " " + call.path() + ": " + answer.problem());
        }
    }

    /** @param perSecond writes, and as many reads */
    void run(Duration duration, int perSecond) {
        long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long begun = System.nanoTime();
        for (long at = begun; at - begun < duration.toNanos(); at += step) {
            while (System.nanoTime() < at) {
                LockSupport.parkNanos(at - System.nanoTime());
            }
            write(at);
            read(at);
        }
        awaitAnswers();
    }

    private void write(long at) {
        Due next;
        synchronized (due) {
            next = due.peek();
            if (next == null || next.nanos > at) {
                behind++;
                return;
            }
            due.remove();
        }
        Slot slot = next.slot;
        send(slot.call(), at, writes, answer -> {
            slot.answered(answer);
            synchronized (due) {
                due.add(new Due(slot, System.nanoTime() + TimeUnit.SECONDS.toNanos(slot.pause())));
            }
        });
    }

    private void read(long at) {
        Slot slot = slots.get(random.nextInt(slots.size()));
        if (!slot.label().isEmpty()) {
            send(reads.about(slot), at, answered, answer -> {});
        }
    }

    private void send(Call call, long at, Tally tally, Consumer<Answer> then) {
        http.send(call).thenAccept(answer -> {
            tally.add(System.nanoTime() - at, call.method() + " " + call.service(), answer.problem());
            then.accept(answer);
        });
    }

    /** Every slot comes back when its last request is answered, or given up. */
    private void awaitAnswers() {
        while (true) {
            synchronized (due) {
                if (due.size() == slots.size()) {
                    return;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
