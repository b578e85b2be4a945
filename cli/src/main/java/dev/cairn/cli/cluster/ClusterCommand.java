package dev.cairn.cli.cluster;

import dev.cairn.cli.Failure;
import dev.cairn.cli.audit.KnownLogs;
import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.standalone.JavaProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts the program that runs a cluster, once for each thing that it is to do, and ends as it ends. */
@Command(
        name = "cluster",
        description = {
            "Runs Cairn on this machine as a company runs it on many.",
            "Three Kafka brokers, PostgreSQL, an S3 server, an issuer and two instances of each service,",
            "each a process of its own, in about 5 GB of memory."
        },
        footer = {
            "",
            "The first instances have the ports of a standalone, so the other commands find them; the second",
            "ones have those plus 100. The S3 server is MinIO where it is on the PATH or CAIRN_MINIO names it,",
            "and locks what it is told to lock; else it is one that comes along and only says so."
        })
public final class ClusterCommand {

    private static final String PROGRAM = "dev.cairn.cluster.Cluster";

    private static final String PARTS =
            "Such as kafka-1, postgres, s3, issuer or registry-2; registry means all of its instances.";

    /** How many there are of each service, and how far their ports are apart. */
    private static final int INSTANCES = 2;

    private static final int APART = 100;

    @Spec
    private CommandSpec spec;

    /** Which cluster a command is about. */
    static final class Place {

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Its directory (default: .cairn/cluster beside the cairn command).")
        private @Nullable Path data;

        @Option(
                names = "--port-offset",
                paramLabel = "N",
                defaultValue = "${env:CAIRN_PORT_OFFSET:-0}",
                description =
                        "Added to every port, so that several can run on one machine (default: CAIRN_PORT_OFFSET, or 0).")
        private int portOffset;

        private static Path home() {
            return Path.of(System.getProperty("cairn.home", ".")).toAbsolutePath();
        }

        private Path directory() {
            return data == null ? home().resolve(".cairn/cluster") : data.toAbsolutePath();
        }

        /** Whether its history has begun: the first instance of audit makes the key that signs the log. */
        private boolean hasLog() {
            return Files.exists(directory().resolve("log-key.pem"));
        }

        /** Where its log is served, by each instance of audit. */
        private Stream<URI> audits() {
            return IntStream.range(0, INSTANCES)
                    .mapToObj(instance ->
                            Endpoints.standalone(portOffset + instance * APART).audit());
        }

        private int run(String command, List<String> parts) {
            Path home = home();
            List<String> arguments = new ArrayList<>(List.of(
                    home.toString(),
                    directory().toString(),
                    Integer.toString(Endpoints.requireOffset(portOffset)),
                    command));
            arguments.addAll(parts);
            try {
                return new ProcessBuilder(new JavaProgram(home)
                                .brief(PROGRAM, arguments, home.resolve("infra/cluster/target/cairn/lib")))
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new Failure("The cluster's program cannot be started: " + e.getMessage(), null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure("Interrupted", "What was started goes on; see cairn cluster status.");
            }
        }
    }

    /** Where that begins a new history, what this user knew of another log at the same addresses is set aside. */
    @Command(description = "Starts what does not run, and waits until all is ready.")
    int up(@Mixin Place place) {
        boolean anew = !place.hasLog();
        int exitCode = place.run("up", List.of());
        if (anew && place.hasLog()) {
            PrintWriter out = spec.commandLine().getOut();
            place.audits().map(KnownLogs::setAside).flatMap(Optional::stream).forEach(out::println);
            out.flush();
        }
        return exitCode;
    }

    @Command(description = "Stops everything; the data stays.")
    int down(@Mixin Place place) {
        return place.run("down", List.of());
    }

    @Command(description = "Shows each part, its port, its process, and how it is.")
    int status(@Mixin Place place) {
        return place.run("status", List.of());
    }

    @Command(description = "Starts parts that do not run.")
    int start(
            @Mixin Place place,
            @Parameters(arity = "1..*", paramLabel = "PART", description = PARTS) List<String> parts) {
        return place.run("start", parts);
    }

    @Command(description = "Stops parts in an orderly way, as an upgrade does.")
    int stop(
            @Mixin Place place,
            @Parameters(arity = "1..*", paramLabel = "PART", description = PARTS) List<String> parts) {
        return place.run("stop", parts);
    }

    @Command(description = "Kills parts at once (kill -9), as a crash does.")
    int kill(
            @Mixin Place place,
            @Parameters(arity = "1..*", paramLabel = "PART", description = PARTS) List<String> parts) {
        return place.run("kill", parts);
    }

    @Command(description = "Freezes parts where they are (SIGSTOP), as a hang does.")
    int pause(
            @Mixin Place place,
            @Parameters(arity = "1..*", paramLabel = "PART", description = PARTS) List<String> parts) {
        return place.run("pause", parts);
    }

    @Command(description = "Lets paused parts go on.")
    int resume(
            @Mixin Place place,
            @Parameters(arity = "1..*", paramLabel = "PART", description = PARTS) List<String> parts) {
        return place.run("resume", parts);
    }
}
