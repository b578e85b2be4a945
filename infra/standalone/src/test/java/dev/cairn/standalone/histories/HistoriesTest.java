package dev.cairn.standalone.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Random histories from registration to retirement, told by several clients at once, in part as races, while services are
 * restarted and kept from hearing each other. Whatever came of them, the log alone has to say that no law was broken: see
 * {@link Laws}, each of which is shown to be able to fail.
 *
 * <p>What is promised between services is exact. A start needs an authorisation that stands before any revocation in the
 * promotion's stream. A revocation behind it that deploy-tracker had not taken in when it stored the start is no violation: the
 * start may stand, and must be reported as unapproved ({@link StillDue}). Had it taken the revocation in, nothing may start, nor
 * be rolled back to. A retirement is decided by what deploy-tracker itself knows, so there is no such gap.
 *
 * <p>{@code -Dcairn.histories.seed=N} repeats the operations that a failure's log names; how they meet is the machine's doing.
 */
@Clause({"VER-1", "PRO-2", "PRO-4", "APR-1", "DEP-6", "DEP-8", "DEP-9", "EOL-3"})
class HistoriesTest {

    private static final Logger log = LoggerFactory.getLogger(HistoriesTest.class);
    private static final int CLIENTS = 8;

    /** However slow the machine is; fewer might not show everything. */
    private static final int FEWEST = 120;

    /** Without these a run would have shown nothing. */
    private static final List<String> SHOWN = List.of(
            "PromotionApproved",
            "PromotionRejected",
            "PromotionRevoked",
            "DeploymentAuthorised",
            "DeploymentDenied",
            "DeploymentStarted",
            "DeploymentRefused",
            "Deployed",
            "RolledBack",
            "DeploymentLeftUnapproved",
            "RetirementConfirmed",
            "RetirementObjected",
            "VersionRetired",
            "RetirementCancelled");

    private static Landscape landscape;

    @BeforeAll
    static void start() {
        landscape = new Landscape();
        new Scene(People.ofAllRoles(), new Calls(landscape)::succeeds).set();
    }

    @AfterAll
    static void stop() {
        landscape.close();
    }

    @Test
    void noHistoryBreaksALaw() throws Exception {
        tell(500, Duration.ofSeconds(45));
    }

    @Test
    @Tag("nightly")
    void norDoThousandsOfThem() throws Exception {
        tell(8_000, Duration.ofMinutes(30));
    }

    /** @param enough after which no further history is begun, unless there were too few */
    private static void tell(int histories, Duration enough) throws Exception {
        long seed = Long.getLong("cairn.histories.seed", new Random().nextLong());
        log.info("The seed is {}", seed);
        var random = new Random(seed);
        var unrest = new Unrest(landscape, random.nextLong());
        var calls = new Calls(landscape);
        Supplier<@Nullable Walk> walks = walks(histories, Instant.now().plus(enough), random.nextLong());
        try (var read = new Log(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()))) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Client(random.nextLong(), calls, unrest, walks));
            }
            int told = together(clients);
            landscape.calm();
            requireNothingDue(read);
            log.info("{} histories, {}; answers {}; {}", told, unrest, calls, read);
            assertThat(read.broken()).isEmpty();
            assertThat(read.counts()).containsKeys(SHOWN.toArray(String[]::new));
        } catch (Throwable e) {
            log.error("With -Dcairn.histories.seed={}", seed);
            throw e;
        }
    }

    private static Supplier<@Nullable Walk> walks(int histories, Instant end, long seed) {
        String run = TestServers.uniqueName("history");
        var next = new AtomicInteger();
        var random = new Random(seed);
        return () -> {
            synchronized (random) {
                long own = random.nextLong();
                int number = next.getAndIncrement();
                boolean over =
                        number >= histories || number >= FEWEST && Instant.now().isAfter(end);
                return over ? null : new Walk(run + "-" + number, own, People.ofAllRoles());
            }
        };
    }

    private static int together(List<Client> clients) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            int told = 0;
            for (Future<Integer> client : threads.invokeAll(clients)) {
                told += client.get();
            }
            return told;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void requireNothingDue(Log read) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(read.stillDue()).isEmpty());
    }
}
