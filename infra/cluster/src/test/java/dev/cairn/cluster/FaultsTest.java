package dev.cairn.cluster;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.standalone.FreePorts;
import dev.cairn.standalone.Service;
import dev.cairn.standalone.killing.Series;
import dev.cairn.standalone.killing.Series.Crowd;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What befalls a company's installation, while fifty people and pipelines work with it, in every build twenty. After each fault
 * everything that anybody was told is held against everything that is there. What was felt of it is written to
 * {@code target/reliability.md}. With {@code -Dcairn.faults=WORDS} only those faults are tried whose names match;
 * {@code -Dcairn.kill.seed=N} repeats what a log names.
 */
@Clause({"REG-4", "REG-5"})
class FaultsTest {

    private static final Logger log = LoggerFactory.getLogger(FaultsTest.class);

    private static final Crowd FIFTY = new Crowd(15, 35, Duration.ofSeconds(2));

    /** Leave a build's other tests room. */
    private static final Crowd TWENTY = new Crowd(6, 14, Duration.ofSeconds(2));

    private static final long SEED = Long.getLong("cairn.kill.seed", new Random().nextLong());
    private static final String NAMED = System.getProperty("cairn.faults", "");
    private static final Path REPORT = Path.of("target", "reliability.md");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @BeforeAll
    static void beginReport() throws IOException {
        Files.writeString(REPORT, RunningCluster.HEADINGS);
    }

    /**
     * On one start, which is what takes the time: all instances of a service die, then all databases are lost and a dump is put back.
     * Which service it is follows from the seed, so that builds take turns.
     */
    @Test
    void whateverIsLostNothingThatWasAnsweredIsLostDoubledOrReorderedAndWhatADumpLacksComesBack() throws Exception {
        assumeTrue(NAMED.isEmpty(), "Only the long runs choose among faults");
        Service[] services = Service.values();
        Service dead = services[new Random(SEED).nextInt(services.length)];
        befall(Faults.few(), TWENTY, cluster -> {}, (cluster, series) -> {
            var backUp = new BackUp(cluster, directory.resolve("back-up"));
            series.run(0);
            series.whileAllWork(() -> backUp.take() + ", and then: " + cluster.strike(1));
            series.atRest(() -> {
                cluster.requireToGoOnWithout(dead);
                return backUp.putBack() + ", with nothing left of " + dead.text();
            });
            series.whileAllWork(() -> "All went on with what was put back");
        });
    }

    @Test
    @Tag("nightly")
    void theSameHoldsForEverythingThatMayBefallACluster() throws Exception {
        befallOneAfterTheOther(Faults.all(), cluster -> {});
    }

    @Test
    @Tag("nightly")
    void theSameHoldsWhenPostgresHasNoRoomLeft() throws Exception {
        try (var disk = SmallDisk.mountedAt(directory.resolve("disk"))
                .orElseGet(() -> abort("A small disk can only be mounted by root, on Linux"))) {
            befallOneAfterTheOther(disk.faults(), disk::giveToPostgres);
        }
    }

    /** With {@code -Dcairn.test.faketime=PATH} of libfaketimeMT.so.1; skipped where that peer is missing. */
    @Test
    @Tag("nightly")
    void theSameHoldsWhenClocksAreMoved() throws Exception {
        String library = System.getProperty("cairn.test.faketime");
        if (library == null) {
            abort("Clocks are moved with libfaketime; name its library with -Dcairn.test.faketime");
        }
        befallOneAfterTheOther(MovedClocks.faults(), new MovedClocks(Path.of(library))::establish);
    }

    @Test
    @Tag("nightly")
    void theSameHoldsWhenCertificatesExpire() throws Exception {
        try (var certificates = new ExpiredCertificates(directory.resolve("certificates"))) {
            befallOneAfterTheOther(certificates.faults(), certificates::establish);
        }
    }

    private void befallOneAfterTheOther(List<Fault> possible, Consumer<RunningCluster> before) throws Exception {
        var named = Pattern.compile(NAMED);
        List<Fault> faults = possible.stream()
                .filter(fault -> named.matcher(fault.name()).find())
                .toList();
        assumeFalse(faults.isEmpty(), () -> "None of these faults is named " + named);
        befall(faults, FIFTY, before, (cluster, series) -> {
            for (int number = 0; number < faults.size(); number++) {
                series.run(number);
            }
        });
    }

    /** What happens to a cluster while the series has people work with it. */
    @FunctionalInterface
    private interface Course {
        void take(RunningCluster cluster, Series series) throws Exception;
    }

    /** @param before what is done to the cluster before it is started */
    private void befall(List<Fault> faults, Crowd crowd, Consumer<RunningCluster> before, Course course)
            throws Exception {
        log.info("The seed is {}", SEED);
        Path home = Unpacked.at(directory.resolve("home"));
        Path data = directory.resolve("data");
        int offset = FreePorts.offset();
        System.setProperty("cairn.home", home.toString());
        var readme = new ReadmeCommands(data, offset);
        try (var cluster = new RunningCluster(home, data, offset, faults, before)) {
            try (var series = new Series(SEED, cluster, crowd)) {
                course.take(cluster, series);
                series.requireAllContent();
            } finally {
                Files.write(REPORT, cluster.report(), StandardOpenOption.APPEND);
            }
            cluster.leaveToCommands();
            readme.run();
        }
    }
}
