package dev.cairn.standalone.killing;

import dev.cairn.cli.standalone.StandaloneProcess;
import dev.cairn.standalone.FreePorts;
import dev.cairn.standalone.Installation;
import dev.cairn.standalone.killing.Series.Crowd;
import dev.cairn.standalone.killing.victim.OneProcess;
import dev.cairn.test.Clause;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -9} at random moments. What is killed in which order follows from the seed, so that builds take turns;
 * {@code -Dcairn.kill.seed=N} repeats what a failure's log names.
 */
@Clause({"REG-3", "PIP-4", "AUD-1", "AUD-2", "RET-1", "REG-4", "DEP-6", "EOL-6"})
class KillTest {

    private static final Logger log = LoggerFactory.getLogger(KillTest.class);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void whateverIsKilledOfOneProcessNothingThatWasAnsweredIsLostDoubledOrReordered() throws Exception {
        kill(1);
    }

    @Test
    @Tag("nightly")
    void theSameHoldsForAHundredCrashesOnTheSameData() throws Exception {
        kill(100);
    }

    private void kill(int times) throws Exception {
        long seed = Long.getLong("cairn.kill.seed", new Random().nextLong());
        log.info("The seed is {}", seed);
        var place = new StandaloneProcess(
                Installation.at(directory.resolve("home")), directory.resolve("data"), FreePorts.offset());
        try (var victim = new OneProcess(place, seed);
                var series = new Series(seed, victim, Crowd.FEW)) {
            for (int number = 0; number < Integer.getInteger("cairn.kill.times", times); number++) {
                series.run(number);
            }
            series.requireAllContent();
        } catch (Throwable e) {
            log.error("With -Dcairn.kill.seed={}", seed);
            throw e;
        }
    }
}
