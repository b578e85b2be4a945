package dev.cairn.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A disk of its own for PostgreSQL's data, which gets no larger than what is on it, and has room again later. */
final class SmallDisk implements AutoCloseable {

    private static final String ROOM = "size=16g";

    /** As much as a few rows take. */
    private static final long A_LITTLE = 64 * 1024;

    /** Of PostgreSQL's log, 16 MB each; it keeps five of them by itself. */
    private static final int FILES_IN_STORE = 6;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /**
     * Mounts it; empty where this process may not, since it takes Linux and root.
     *
     * @param place made when missing
     */
    static Optional<SmallDisk> mountedAt(Path place) {
        var disk = new SmallDisk(place);
        try {
            Files.createDirectories(place);
            if (run("mount", "-t", "tmpfs", "-o", ROOM + ",mode=0700", "cairn", place.toString())) {
                // Also where the tests are broken off
                Runtime.getRuntime().addShutdownHook(new Thread(disk::close));
                return Optional.of(disk);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.empty();
    }

    /** To be called before PostgreSQL is started for the first time. */
    void giveToPostgres(RunningCluster cluster) {
        try {
            Path postgres = Files.createDirectories(cluster.directory().resolve("postgres"));
            Files.createSymbolicLink(postgres.resolve("data"), place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What befalls a cluster whose PostgreSQL is on it. */
    List<Fault> faults() {
        return List.of(
                new Fault(
                        "PostgreSQL's disk full, with room in its log",
                        Duration.ofMinutes(1),
                        cluster -> {
                            storeFilesForLog(cluster);
                            fill();
                        },
                        this::bringBack),
                new Fault(
                        "PostgreSQL's disk full, of which it dies",
                        Duration.ofMinutes(1),
                        this::fillUntilItCrashes,
                        this::bringBack));
    }

    /** Whatever is deleted gives room, as on any disk; nothing else does. */
    private void fill() throws IOException {
        FileStore store = Files.getFileStore(place);
        // It may grow at this moment, and is never made smaller than what is on it
        boolean full = Waiting.until(PATIENCE, () -> resize(used(store) + A_LITTLE));
        if (!full) {
            throw new IllegalStateException(place + " cannot be made smaller");
        }
    }

    private static long used(FileStore store) {
        try {
            return store.getTotalSpace() - store.getUnallocatedSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean resize(long bytes) {
        return run("mount", "-o", "remount,size=" + bytes, place.toString());
    }

    /** What a checkpoint finds full it keeps for later, so that PostgreSQL can go on for a while without a new file. */
    private static void storeFilesForLog(RunningCluster cluster) throws SQLException {
        try (var connection = superuser(cluster);
                var statement = connection.createStatement()) {
            for (int file = 0; file < FILES_IN_STORE; file++) {
                statement.execute("select pg_logical_emit_message(false, 'cairn', ''), pg_switch_wal()");
            }
            statement.execute("checkpoint");
        }
    }

    /**
     * It does not survive a checkpoint without room. When it has begun again, if it can, it lets nobody in: that takes a new file
     * too.
     */
    private void fillUntilItCrashes(RunningCluster cluster) throws IOException, SQLException {
        try (var connection = superuser(cluster);
                var statement = connection.createStatement()) {
            fill();
            boolean crashed = Waiting.until(PATIENCE, () -> failsAtCheckpoint(statement));
            if (!crashed) {
                throw new IllegalStateException("PostgreSQL goes on without room");
            }
        }
    }

    private static boolean failsAtCheckpoint(Statement statement) {
        try {
            statement.execute("checkpoint");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    private static Connection superuser(RunningCluster cluster) throws SQLException {
        return cluster.topology().database().superuser("postgres").getConnection();
    }

    /** Makes room, and starts PostgreSQL if it did not get over it by itself. */
    private void bringBack(RunningCluster cluster) {
        if (!run("mount", "-o", "remount," + ROOM, place.toString())) {
            throw new IllegalStateException(place + " cannot be made larger");
        }
        Part postgres = cluster.part("postgres");
        // It may be about to end, and knows nothing yet of the room
        boolean back = Waiting.until(PATIENCE, () -> {
            if (!postgres.running()) {
                postgres.start();
            }
            return answers(cluster);
        });
        if (!back) {
            throw new IllegalStateException(
                    "PostgreSQL does not answer though its disk has room; see " + postgres.log());
        }
    }

    private static boolean answers(RunningCluster cluster) {
        try (var connection = superuser(cluster)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // No such command here
            return false;
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }

    /** Its files are gone then, at the latest when nobody has one of them open. */
    @Override
    public void close() {
        run("umount", "--lazy", place.toString());
    }
}
