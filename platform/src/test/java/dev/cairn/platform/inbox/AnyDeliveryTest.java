package dev.cairn.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.command.Cause;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever way events arrive (in pieces, again, too early, through crashes and failing views), the views end as if each had
 * arrived once and in its order.
 * Repeat a case by its seed: {@code -Dcairn.seed=…}.
 */
class AnyDeliveryTest {

    private static final int CASES = 1_000;

    private static InboxService service;

    @BeforeAll
    static void start() {
        service = new InboxService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    @Clause({"REG-5", "REG-6"})
    void viewsAreEqualRowForRowAfterAnyInterleavingDuplicationAndRedelivery() {
        Long repeat = Long.getLong("cairn.seed");
        if (repeat != null) {
            new Case(repeat).run();
            return;
        }
        long first = System.nanoTime();
        for (long seed = first; seed < first + CASES; seed++) {
            new Case(seed).run();
        }
    }

    /** A topic with some keys, each with some streams; delivered in pieces, again and again, with failures between. */
    private static final class Case {
        private final long seed;
        private final Random random;
        private final String topic;
        private final HistoryView view;
        private final Intake intake;
        private final Map<String, List<ConsumerRecord<String, byte[]>>> keys = new TreeMap<>();
        private final Map<String, Integer> delivered = new HashMap<>();
        private final Map<String, String> expected = new TreeMap<>();

        Case(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.topic = TestServers.uniqueName("any");
            this.view = new HistoryView(service.jdbc, Set.of(topic));
            this.intake = service.intake(view);
        }

        void run() {
            publish();
            while (keys.keySet().stream()
                    .anyMatch(key -> delivered(key) < keys.get(key).size())) {
                deliver();
            }
            view.mended();
            var parkedKeys = service.parkedKeys(view);
            parkedKeys.list(topic, "", 100).stream()
                    .filter(parked -> parked.topic().equals(topic))
                    .forEach(parked -> parkedKeys.retry(topic, parked.key(), Cause.ofService("test")));

            assertThat(service.history(topic))
                    .as("seed %s, repeat with -Dcairn.seed=%s", seed, seed)
                    .containsExactlyElementsOf(expected.entrySet().stream()
                            .map(stream -> stream.getKey() + ": " + stream.getValue())
                            .toList());
        }

        private void publish() {
            int models = 1 + random.nextInt(4);
            for (int key = 0; key < models; key++) {
                String model = "m" + key;
                int events = 1 + random.nextInt(12);
                List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
                long[] next = new long[1 + random.nextInt(3)];
                for (int i = 0; i < events; i++) {
                    int chosen = random.nextInt(next.length);
                    String stream = "model:" + model + "/" + chosen;
                    String text = "t" + random.nextInt(1_000_000);
                    records.add(Described.record(
                            Described.event(topic, model, stream, next[chosen]++, text), key % 2, records.size()));
                    expected.merge(stream, text, (before, now) -> before + " " + now);
                    if (random.nextInt(60) == 0) {
                        view.failsAt(text);
                    }
                }
                keys.put(model, records);
            }
        }

        /** One batch: of each chosen key a stretch from somewhere in what was delivered, shuffled together. */
        private void deliver() {
            List<List<ConsumerRecord<String, byte[]>>> stretches = new ArrayList<>();
            Map<String, Integer> after = new HashMap<>();
            keys.forEach((key, records) -> {
                if (random.nextBoolean()) {
                    int from = from(delivered(key), records.size());
                    int to = from + random.nextInt(records.size() - from + 1);
                    stretches.add(new ArrayList<>(records.subList(from, to)));
                    after.put(key, from <= delivered(key) ? Math.max(to, delivered(key)) : delivered(key));
                }
            });
            List<Arrived> batch = new ArrayList<>();
            while (stretches.stream().anyMatch(stretch -> !stretch.isEmpty())) {
                var stretch = stretches.get(random.nextInt(stretches.size()));
                if (!stretch.isEmpty()) {
                    batch.add(Arrived.of(stretch.remove(0)));
                }
            }
            if (takenIn(batch)) {
                delivered.putAll(after);
            }
            if (random.nextInt(20) == 0) {
                view.mended();
            }
        }

        /** As a rule where delivery stopped; at times earlier, and then something comes again; rarely later, leaving a hole. */
        private int from(int delivered, int size) {
            return switch (random.nextInt(40)) {
                case 0 -> delivered + random.nextInt(size - delivered + 1);
                case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 -> random.nextInt(delivered + 1);
                default -> delivered;
            };
        }

        /** @return false when the process died before the commit, so that the batch will come again */
        private boolean takenIn(List<Arrived> batch) {
            boolean dies = random.nextInt(10) == 0;
            try {
                service.inUse.run(() -> {
                    intake.takeIn(batch, Set.of());
                    if (dies) {
                        throw new Died();
                    }
                });
                return true;
            } catch (Died e) {
                return false;
            }
        }

        private int delivered(String key) {
            return delivered.getOrDefault(key, 0);
        }
    }

    private static final class Died extends RuntimeException {}
}
