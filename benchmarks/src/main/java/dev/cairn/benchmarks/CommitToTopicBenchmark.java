package dev.cairn.benchmarks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.cairn.events.Topics;
import dev.cairn.events.types.ModelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Models are registered at a steady pace, whatever becomes of those before. Measured is the time from the return of the
 * committed write until a consumer of committed records has the event, which is later than the broker's acknowledgement.
 */
final class CommitToTopicBenchmark implements Benchmark {

    /** 200 a second. */
    private static final long INTERVAL_NANOS = 5_000_000;

    private static final int WRITERS = 8;

    @Override
    public String name() {
        return "commit-to-topic";
    }

    @Override
    public List<Figure> run(Size size) throws Exception {
        try (var registry = new RunningRegistry();
                var reader = registry.broker.readerAtTheEndOf(Topics.REGISTRY)) {
            try (var warmUp = new Load(WRITERS, () -> () -> registry.register(CreateBenchmark.newName()))) {
                warmUp.warmUp(Duration.ofMillis(size.of(15_000, 200)));
            }
            write(registry, reader, size.of(1_000, 50));
            Latency latency = write(registry, reader, size.of(4_000, 100));
            return List.of(
                    Figure.of("commit to topic, p50", latency.percentile(0.50), "ms", Target.atMost(15)),
                    Figure.of("commit to topic, p99", latency.percentile(0.99), "ms", Target.atMost(60)));
        }
    }

    private static Latency write(RunningRegistry registry, KafkaConsumer<String, byte[]> reader, int writes)
            throws Exception {
        Map<String, Long> committed = new ConcurrentHashMap<>();
        Map<String, Long> readable = new ConcurrentHashMap<>();
        ScheduledExecutorService writers = Executors.newScheduledThreadPool(WRITERS);
        ExecutorService readers = Executors.newSingleThreadExecutor();
        try {
            Future<?> reading = readers.submit(() -> {
                // What was written before may come too
                while (committed.size() < writes || !readable.keySet().containsAll(committed.keySet())) {
                    reader.poll(Duration.ofMillis(100)).forEach(it -> readable.put(it.key(), System.nanoTime()));
                }
            });
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < writes; i++) {
                writing.add(writers.schedule(() -> write(registry, committed), i * INTERVAL_NANOS, NANOSECONDS));
            }
            for (Future<?> write : writing) {
                write.get();
            }
            reading.get(1, TimeUnit.MINUTES);
        } finally {
            writers.shutdownNow();
            readers.shutdownNow();
            readers.awaitTermination(1, TimeUnit.MINUTES);
        }
        return new Latency(committed.keySet().stream()
                .mapToLong(key -> readable.get(key) - committed.get(key))
                .toArray());
    }

    private static void write(RunningRegistry registry, Map<String, Long> committed) {
        ModelName model = CreateBenchmark.newName();
        registry.register(model);
        committed.put("model:" + model, System.nanoTime());
    }
}
