package dev.cairn.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class EmbeddedDatabaseTest {

    private static final Path BINARIES = Path.of(System.getProperty("java.io.tmpdir"), "cairn-postgres-binaries");

    @TempDir
    Path directory;

    @Test
    void aServerLeftOverByAKilledProcessIsStoppedAndItsCommitsAreKept() throws Exception {
        var leftOver = EmbeddedDatabase.start(directory, BINARIES, 0);
        execute(leftOver, "create table kept as select 42 as answer");
        long pid = Long.parseLong(
                Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0));
        Files.delete(directory.resolve("data/epg-lock"));

        try (var database = EmbeddedDatabase.start(directory, BINARIES, 0);
                var connection = database.superuser("postgres").getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("select answer from kept")) {
            assertThat(answer.next()).isTrue();
            assertThat(answer.getInt(1)).isEqualTo(42);
            assertThat(ProcessHandle.of(pid).flatMap(process -> process.info().command()))
                    .isEmpty();
        }
    }

    @Test
    void aServerWhoseMainProcessWasKilledStartsAgainOnItsPortWithWhatWasCommitted() throws Exception {
        try (var database = EmbeddedDatabase.start(directory, BINARIES, 0)) {
            int port = database.port();
            execute(database, "create table kept as select 42 as answer");
            ProcessHandle.of(database.processId()).orElseThrow().destroyForcibly();
            // Whether or not anybody takes note of its end
            while (database.alive()) {
                Thread.onSpinWait();
            }
            database.restart();

            assertThat(database.alive()).isTrue();
            assertThat(database.port()).isEqualTo(port);
            execute(database, "insert into kept select answer + 1 from kept");
        }
    }

    @Test
    void aServerThatHasNotNamedItselfYetIsFoundAndStoppedToo() throws Exception {
        var leftOver = EmbeddedDatabase.start(directory, BINARIES, 0);
        long pid = leftOver.processId();
        Files.delete(directory.resolve("data/postmaster.pid"));
        Files.delete(directory.resolve("data/epg-lock"));

        try (var database = EmbeddedDatabase.start(directory, BINARIES, 0)) {
            execute(database, "select 1");
            assertThat(ProcessHandle.of(pid).flatMap(process -> process.info().command()))
                    .isEmpty();
        }
    }

    @Test
    void aDeadServersNumberThatAnotherProcessHasByNowDoesNotKeepItFromStarting() throws Exception {
        Process another = new ProcessBuilder("sleep", "60").start();
        try {
            requireStartBeside(another.pid());
        } finally {
            another.destroyForcibly();
        }
    }

    @Test
    void aDeadServerWhoseEndNobodyHasTakenNoteOfDoesNotKeepItFromStarting() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0 & echo $!; exec sleep 60").start();
        try {
            long dead = Long.parseLong(parent.inputReader().readLine());
            ProcessHandle handle = ProcessHandle.of(dead).orElseThrow();
            while (handle.info().command().isPresent()) {
                Thread.onSpinWait();
            }
            assertThat(handle.isAlive()).isTrue();
            requireStartBeside(dead);
        } finally {
            parent.destroyForcibly();
        }
    }

    /** Data as a server leaves them that was killed and had this number. */
    private void requireStartBeside(long number) throws Exception {
        Path file = directory.resolve("data/postmaster.pid");
        List<String> lines;
        try (var before = EmbeddedDatabase.start(directory, BINARIES, 0)) {
            execute(before, "create table kept as select 42 as answer");
            lines = new ArrayList<>(Files.readAllLines(file));
        }
        lines.set(0, Long.toString(number));
        Files.write(file, lines);

        try (var database = EmbeddedDatabase.start(directory, BINARIES, 0)) {
            execute(database, "insert into kept select answer + 1 from kept");
        }
    }

    @Test
    void nobodyElseCanChangeTheProgramsThatAreRun() throws Exception {
        Path programs = directory.resolve("programs");
        Files.createDirectory(programs);
        Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxrwxrwx"));

        EmbeddedDatabase.start(directory.resolve("here"), programs, 0).close();

        assertThat(Files.getPosixFilePermissions(programs)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void dataOfAnotherVersionAreRefused() throws Exception {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/PG_VERSION"), "15\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(directory, BINARIES, 0))
                .hasMessageContaining("written by PostgreSQL 15")
                .hasMessageContaining("start the Cairn that wrote them");
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = database.superuser("postgres").getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void nobodyConnectsWithoutThePasswordOrBySocketFile() throws Exception {
        try (var database = EmbeddedDatabase.start(directory, BINARIES, 0)) {
            var stranger = new PGSimpleDataSource();
            stranger.setUrl(database.url("postgres"));
            stranger.setUser("postgres");
            assertThatThrownBy(stranger::getConnection).hasMessageContaining("password");
            stranger.setPassword("postgres");
            assertThatThrownBy(stranger::getConnection).hasMessageContaining("password authentication failed");

            execute(database, "select 1 / (current_setting('unix_socket_directories') = '')::int");

            assertThat(Files.getPosixFilePermissions(EmbeddedDatabase.passwordFile(directory)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
