package dev.cairn.acceptance.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The standalone that all scenarios share: a process of its own on free ports, started at first use and ended
 * after the last of them. */
public final class RunningCairn {

    /** The naming rule that this organisation has, as its operator sets it. */
    public static final String NAMING_RULE = "a name does not begin with 'test'";

    /** A scrub that nobody asked for would come after five minutes, into whatever scenario counts events then. */
    private static final Map<String, String> SETTINGS = Map.of(
            "CAIRN_REGISTRY_NAMINGRULE_PATTERN", "(?!test).*",
            "CAIRN_REGISTRY_NAMINGRULE_WORDS", NAMING_RULE,
            "CAIRN_REGISTRY_ARTIFACTS_SESSIONIDLE", "15s",
            "CAIRN_REGISTRY_SCRUB_EVERY", "36500d");

    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private final Path directory;
    private final int offset;
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private Process process;

    private RunningCairn(Path directory, int offset) throws IOException {
        this.directory = directory;
        this.offset = offset;
        this.process = launch();
    }

    public static RunningCairn shared() {
        return Shared.CAIRN;
    }

    /** Started once, when the first scenario asks for it. */
    private static final class Shared {
        static final RunningCairn CAIRN = start();
    }

    private static RunningCairn start() {
        try {
            Path directory = Files.createTempDirectory("cairn-acceptance-");
            shareBinaries(directory);
            var cairn = new RunningCairn(directory, FreePorts.offset());
            EndOfRun.then(cairn::end);
            cairn.awaitReady();
            return cairn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL's programs are unpacked once a machine, not once a run. */
    private static void shareBinaries(Path directory) throws IOException {
        Path shared = Path.of(System.getProperty("java.io.tmpdir"), "cairn-postgres-binaries");
        Files.createDirectories(shared);
        Files.createSymbolicLink(directory.resolve("postgres-binaries"), shared);
    }

    private Process launch() throws IOException {
        var command = new ArrayList<>(java("-Xmx384m"));
        command.addAll(List.of("dev.cairn.standalone.Standalone", "--data", data().toString()));
        command.addAll(List.of("--port-offset", Integer.toString(offset)));
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(SETTINGS);
        return builder.start();
    }

    /** How a program of this build is started, up to the name of its class. */
    static List<String> java(String memory) {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, memory, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classes);
    }

    private void awaitReady() throws IOException {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!Files.exists(data().resolve("ready"))) {
            if (!process.isAlive() || Instant.now().isAfter(limit)) {
                throw new IllegalStateException("Cairn did not start:\n" + Files.readString(log()));
            }
            Waiting.aMoment();
        }
    }

    public URI registry() {
        return URI.create("http://127.0.0.1:" + (8081 + offset));
    }

    public URI approval() {
        return URI.create("http://127.0.0.1:" + (8082 + offset));
    }

    public URI deployment() {
        return URI.create("http://127.0.0.1:" + (8083 + offset));
    }

    public URI lineage() {
        return URI.create("http://127.0.0.1:" + (8084 + offset));
    }

    public URI audit() {
        return URI.create("http://127.0.0.1:" + (8085 + offset));
    }

    public URI issuer() {
        return URI.create("http://127.0.0.1:" + (8089 + offset));
    }

    String kafka() {
        return "127.0.0.1:" + (19092 + offset);
    }

    /** Where it keeps everything, as its operator sees it. */
    public Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("cairn.log");
    }

    Path directory() {
        return directory;
    }

    /** A password between its parts, which whoever reads the data directory has. */
    String secret(String part) {
        var secrets = new Properties();
        try (var file = Files.newBufferedReader(data().resolve("secrets.properties"))) {
            secrets.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets.getProperty(part, "");
    }

    private String superuser() {
        try {
            return Files.readString(data().resolve("postgres/superuser")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A service's database as one of its roles sees it, or PostgreSQL's superuser. */
    public Connection database(String service, String role) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + (15432 + offset) + "/cairn_" + service;
        return DriverManager.getConnection(
                url, role, role.equals("postgres") ? superuser() : secret("postgres." + role));
    }

    /** One of the standalone's people, signed in with the password that its documentation prints. */
    public Caller person(String name) {
        return callers.computeIfAbsent(name, it -> new Caller(this, it, new SignIn(issuer()).person(it, it + "-demo")));
    }

    /** One of the standalone's machine accounts. */
    public Caller machine(String name) {
        return callers.computeIfAbsent(
                name, it -> new Caller(this, it, new SignIn(issuer()).machine(it, it + "-demo")));
    }

    /** Somebody with this in place of a token; empty for no token at all. */
    public Caller stranger(String token) {
        return new Caller(this, "stranger", token);
    }

    /** Ends its process without a warning and starts another on what is there. */
    public void killAndRestart() {
        try {
            process.destroyForcibly().waitFor();
            Files.delete(data().resolve("ready"));
            process = launch();
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Nobody needs its data any more, so nobody waits until it stops by itself. */
    private void end() {
        try {
            process.destroyForcibly().waitFor();
            endPostgres(data().resolve("postgres/data/postmaster.pid"));
            try (var files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("What is left of a Cairn is in " + directory, e);
        }
    }

    /** It is a process of its own, and stops when it is told to and nobody uses it. */
    private static void endPostgres(Path pid) throws IOException {
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).get(0).strip()))
                    .ifPresent(server -> {
                        server.destroy();
                        // Dead, it keeps its number until somebody takes note, and that may be nobody here
                        Waiting.untilTrue(
                                "end of PostgreSQL",
                                () -> server.info().command().isEmpty());
                    });
        }
    }
}
