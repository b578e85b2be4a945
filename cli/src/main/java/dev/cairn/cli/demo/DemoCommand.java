package dev.cairn.cli.demo;

import dev.cairn.cli.DirectoryTree;
import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.standalone.StandaloneOptions;
import dev.cairn.cli.standalone.StandaloneProcess;
import dev.cairn.cli.standalone.UpCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Does Cairn's main job once, on a real model, and shows the result. */
@Command(
        name = "demo",
        description = {
            "Tells the whole story once, on a real model.",
            "Starts everything, trains a model and registers it, trains a better one, hands it out again, tries to",
            "change a version; has both approved, deploys them, rolls back, revokes, retires the first; draws the",
            "lineage, the log and a proof, and verifies all; then tampers with a copy and finds each change.",
            "With --url, where Cairn runs already: all but the last, which takes the disks. It needs the demo's people there."
        })
public final class DemoCommand implements Runnable {

    /** Where the copy that is tampered with listens, beside the original. */
    private static final int COPY_OFFSET = 500;

    @Mixin
    private StandaloneOptions options;

    @Option(names = "--leave-nothing", description = "Stop everything and delete the data when it is over.")
    private boolean leaveNothing;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Instant begun = Instant.now();
        PrintWriter out = Page.on(spec.commandLine().getOut());
        URI url = Endpoints.url();
        if (url != null) {
            tellAt(url, out);
            out.flush();
            return;
        }
        StandaloneProcess standalone = leaveNothing ? temporary(options.process()) : options.process();
        try {
            NextSteps next = tell(out, standalone);
            out.printf(
                    "%nThat took %d s.%n",
                    Duration.between(begun, Instant.now()).toSeconds());
            if (!leaveNothing) {
                next.print(out, standalone);
            }
        } finally {
            if (leaveNothing) {
                standalone.stop();
                delete(standalone.data().getParent());
            }
            out.flush();
        }
    }

    /** The same story where Cairn runs already: starts, stops and deletes nothing. */
    private void tellAt(URI url, PrintWriter out) {
        for (String local : List.of("--leave-nothing", "--data", "--port-offset")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(local)) {
                throw new ParameterException(
                        spec.commandLine(),
                        local + " is about a standalone of this machine, and the story is told at " + url
                                + ", where nothing is started or deleted. Leave out the one, or --url and CAIRN_URL.");
            }
        }
        Chapter.begin(out, "Cairn runs at " + url + " already: nothing is started, and nothing stopped");
        Scene scene = Scene.among(Endpoints.fromEnvironment(), options.process().home());
        out.println("  What the story makes there is called " + scene.model() + " and " + scene.target());
        new Story(out, scene).tell().printAt(out, url);
    }

    private NextSteps tell(PrintWriter out, StandaloneProcess standalone) {
        Chapter.begin(out, "Starting PostgreSQL, Kafka, the issuer and the five services in one process");
        if (leaveNothing) {
            UpCommand.start(standalone, out);
        } else {
            UpCommand.startToStay(standalone, out);
        }
        NextSteps next = new Story(out, Scene.on(standalone)).tell();
        Chapter.begin(out, "Copying the data, as somebody with access to the disks could");
        StandaloneProcess copy = copy(standalone, out);
        try {
            UpCommand.start(copy, out);
            UpCommand.start(standalone, out);
            new Tampering(out, copy).tell();
            return next;
        } finally {
            copy.stop();
            delete(copy.data());
        }
    }

    private StandaloneProcess temporary(StandaloneProcess given) {
        try {
            Path place = Files.createTempDirectory("cairn-demo-");
            return new StandaloneProcess(given.home(), place.resolve("data"), given.portOffset());
        } catch (IOException e) {
            throw new UncheckedIOException("There is no place for the demo's data: " + e.getMessage(), e);
        }
    }

    /** A copy of the data at rest: the original stops for the moment that it takes. */
    private static StandaloneProcess copy(StandaloneProcess original, PrintWriter out) {
        original.stop();
        Path to = original.data().resolveSibling(original.data().getFileName() + "-tampered");
        delete(to);
        try (Stream<Path> files = Files.walk(original.data())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copied = to.resolve(original.data().relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                    Files.setPosixFilePermissions(copied, Files.getPosixFilePermissions(file));
                } else if (Files.isRegularFile(file)) {
                    Files.copy(file, copied, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new Failure("The data cannot be copied to " + to + ": " + e.getMessage(), "Make room for it.");
        }
        out.println("  " + original.data() + " is copied to " + to);
        return new StandaloneProcess(original.home(), to, original.portOffset() + COPY_OFFSET);
    }

    private static void delete(Path directory) {
        try {
            DirectoryTree.remove(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
