package dev.cairn.standalone.killing;

import dev.cairn.cli.standalone.StandaloneProcess;
import dev.cairn.standalone.FreePorts;
import dev.cairn.standalone.Installation;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code kill -9} at random moments. {@code -Dcairn.kill.seed=N} repeats what a failure's log names. */
@Clause({"REG-3", "PIP-4", "AUD-1", "AUD-2", "RET-1"})
class KillTest {

    private static final Logger log = LoggerFactory.getLogger(KillTest.class);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void whateverIsKilledNothingThatWasAnsweredIsLostDoubledOrReordered() throws Exception {
        kill(10);
    }

    @Test
    @Tag("nightly")
    void theSameHoldsForAHundredCrashesOnTheSameData() throws Exception {
        kill(100);
    }

    private Victim victim() throws IOException {
        return new Victim(new StandaloneProcess(
                Installation.at(directory.resolve("home")), directory.resolve("data"), FreePorts.offset()));
    }

    private void kill(int times) throws Exception {
        long seed = Long.getLong("cairn.kill.seed", new Random().nextLong());
        log.info("The seed is {}", seed);
        try (var series = new Series(seed, victim())) {
            for (int number = 0; number < times; number++) {
                series.run(number);
            }
            series.requireAllContent();
        } catch (Throwable e) {
            log.error("With -Dcairn.kill.seed={}", seed);
            throw e;
        }
    }
}
