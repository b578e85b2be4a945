package dev.cairn.cluster;

import dev.cairn.standalone.FreePorts;
import dev.cairn.standalone.Installation;
import dev.cairn.standalone.killing.Series;
import dev.cairn.standalone.killing.Series.Crowd;
import dev.cairn.test.Clause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What befalls a company's installation, while fifty people and pipelines work with it. After each fault everything that anybody was
 * told is held against everything that is there. What was felt of it is written to {@code target/reliability.md}.
 */
@Clause("REG-4")
class FaultsTest {

    private static final Logger log = LoggerFactory.getLogger(FaultsTest.class);

    private static final Crowd FIFTY = new Crowd(15, 35, Duration.ofSeconds(2));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void whateverIsLostOfOnePartNothingThatWasAnsweredIsLostDoubledOrReordered() throws Exception {
        befall(Faults.few());
    }

    @Test
    @Tag("nightly")
    void theSameHoldsForEverythingThatMayBefallACluster() throws Exception {
        befall(Faults.all());
    }

    private void befall(List<Fault> faults) throws Exception {
        long seed = Long.getLong("cairn.kill.seed", new Random().nextLong());
        log.info("The seed is {}", seed);
        Path home = Installation.at(directory.resolve("home"));
        Path program = home.resolve("infra/cluster/target/cairn");
        Installation.addTo(program.resolve("lib"));
        Files.createSymbolicLink(
                program.resolve("s3mock-exec.jar"),
                Path.of("target", "cairn", "s3mock-exec.jar").toAbsolutePath());
        Path data = directory.resolve("data");
        int offset = FreePorts.offset();
        System.setProperty("cairn.home", home.toString());
        var readme = new ReadmeCommands(data, offset);
        try (var cluster = new RunningCluster(home, data, offset, faults)) {
            try (var series = new Series(seed, cluster, FIFTY)) {
                for (int number = 0; number < faults.size(); number++) {
                    series.run(number);
                }
                series.requireAllContent();
            } finally {
                Files.writeString(Path.of("target", "reliability.md"), cluster.report());
            }
            cluster.leaveToCommands();
            readme.run();
        }
    }
}
