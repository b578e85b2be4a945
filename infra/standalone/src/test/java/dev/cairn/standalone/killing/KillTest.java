package dev.cairn.standalone.killing;

import dev.cairn.cli.standalone.StandaloneProcess;
import dev.cairn.standalone.FreePorts;
import dev.cairn.standalone.Installation;
import dev.cairn.standalone.killing.Series.Crowd;
import dev.cairn.standalone.killing.backup.BackUp;
import dev.cairn.standalone.killing.victim.OneProcess;
import dev.cairn.standalone.killing.victim.SeveralProcesses;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -9} at random moments. What is killed in which order follows from the seed, so that builds take turns;
 * {@code -Dcairn.kill.seed=N} repeats what a failure's log names.
 */
@Clause({"REG-3", "PIP-4", "AUD-1", "AUD-2", "RET-1", "REG-4", "DEP-6", "EOL-6"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillTest {

    private static final Logger log = LoggerFactory.getLogger(KillTest.class);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path shared;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @BeforeAll
    static void install() throws IOException {
        Installation.at(shared);
    }

    @Test
    @Order(1)
    void whateverIsKilledOfOneProcessNothingThatWasAnsweredIsLostDoubledOrReordered() throws Exception {
        kill(2);
    }

    @Test
    @Tag("nightly")
    void theSameHoldsForAHundredCrashesOnTheSameData() throws Exception {
        kill(100);
    }

    /** Both on one start, since it takes a third of the time. */
    @Test
    @Clause("REG-5")
    void whicheverServiceIsKilledTheOthersGoOnAndWhatADumpLacksComesBackFromTheTopics() throws Exception {
        killAndPutBack(1);
    }

    @Test
    @Tag("nightly")
    void theSameHoldsForEachServiceTwentyTimes() throws Exception {
        killAndPutBack(100);
    }

    private void kill(int times) throws Exception {
        seeded(seed -> {
            try (var victim = new OneProcess(place(), seed);
                    var series = new Series(seed, victim, Crowd.FEW)) {
                for (int number = 0; number < Integer.getInteger("cairn.kill.times", times); number++) {
                    series.run(number);
                }
                series.requireAllContent();
            }
        });
    }

    /** A dump is taken at half time, right before a blow, and put back after it. */
    private void killAndPutBack(int times) throws Exception {
        seeded(seed -> {
            try (var victim = new SeveralProcesses(place(), seed);
                    var series = new Series(seed, victim, Crowd.FEW)) {
                var backUp = new BackUp(victim, directory.resolve("back-up"));
                int last = times / 2;
                for (int number = 0; number < last; number++) {
                    series.run(number);
                }
                series.whileAllWork(() -> backUp.take() + ", and " + victim.strike(last) + " was killed");
                series.atRest(backUp::putBack);
                series.whileAllWork(() -> "All went on with what was put back");
                for (int number = last + 1; number < times; number++) {
                    series.run(number);
                }
                series.requireAllContent();
            }
        });
    }

    private StandaloneProcess place() {
        return new StandaloneProcess(shared, directory.resolve("data"), FreePorts.offset());
    }

    @FunctionalInterface
    private interface Seeded {
        void run(long seed) throws Exception;
    }

    private static void seeded(Seeded work) throws Exception {
        long seed = Long.getLong("cairn.kill.seed", new Random().nextLong());
        log.info("The seed is {}", seed);
        try {
            work.run(seed);
        } catch (Throwable e) {
            log.error("With -Dcairn.kill.seed={}", seed);
            throw e;
        }
    }
}
