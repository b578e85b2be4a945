package dev.cairn.embedded;

import dev.cairn.postgres.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL server with its data in a directory that survives; every commit is synced to disk. */
public final class EmbeddedDatabase implements PostgresServer, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** After a crash the server first reads its log again, which takes longer the more was written. */
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    /** The version that comes along; a data directory belongs to one version for ever. */
    private static final String VERSION = "18";

    private static final String SUPERUSER = "postgres";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final Path binaries;
    private final @Nullable ServerCertificate certificate;
    private volatile EmbeddedPostgres server;
    private volatile Postmaster postmaster;

    private EmbeddedDatabase(
            Path directory, Path binaries, @Nullable ServerCertificate certificate, EmbeddedPostgres server)
            throws IOException {
        this.directory = directory;
        this.binaries = binaries;
        this.certificate = certificate;
        this.server = server;
        this.postmaster = postmaster(directory);
    }

    /**
     * Starts on the data in {@code directory}. A server that was left running there by a killed process is stopped first,
     * the way PostgreSQL is meant to be stopped, and the log says so. What the server itself has to say is in
     * {@code postgres.log} beside the data, from its last start on. Nobody connects without a password; the superuser's is
     * in a file beside the data, see {@link #passwordFile}.
     *
     * @param directory holds the data; made when missing
     * @param binaries where the server's programs are unpacked; may be shared by many directories, and is nobody else's: who
     *     can write there has these programs run as whoever starts Cairn
     * @param port 0 for any free one
     */
    public static EmbeddedDatabase start(Path directory, Path binaries, int port) {
        return start(directory, binaries, port, null);
    }

    /**
     * The same with {@code ssl = on}: the addresses that this gives ask for TLS, and for the certificate.
     *
     * @param certificate for 127.0.0.1; null for a server without TLS
     */
    public static EmbeddedDatabase start(
            Path directory, Path binaries, int port, @Nullable ServerCertificate certificate) {
        try {
            Files.createDirectories(directory);
            prepare(directory);
            requirePassword(directory);
            requireOwn(binaries, Files.getOwner(directory));
            // The wrapper opens its directory to everybody, so there is one around it
            Path unpacked = binaries.resolve("unpacked");
            return new EmbeddedDatabase(directory, unpacked, certificate, run(directory, unpacked, port, certificate));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void requireOwnVersion(Path data) throws IOException {
        Path file = data.resolve("PG_VERSION");
        if (Files.exists(file) && !Files.readString(file).strip().equals(VERSION)) {
            throw new IOException("its data were written by PostgreSQL "
                    + Files.readString(file).strip() + ", and this is PostgreSQL " + VERSION
                    + "; start the Cairn that wrote them, or take another directory");
        }
    }

    private static void requireOwn(Path binaries, UserPrincipal owner) throws IOException {
        Files.createDirectories(binaries.toAbsolutePath().getParent());
        if (!Files.exists(binaries)) {
            Files.createDirectory(binaries, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        if (!Files.getOwner(binaries).equals(owner)) {
            throw new IOException("its programs would come from " + binaries + ", which belongs to "
                    + Files.getOwner(binaries) + "; remove that directory");
        }
        Files.setPosixFilePermissions(binaries, OWNER_ONLY);
    }

    private static void requirePassword(Path directory) throws IOException {
        if (!Files.exists(passwordFile(directory))) {
            byte[] password = new byte[16];
            new SecureRandom().nextBytes(password);
            SecretFile.write(passwordFile(directory), HexFormat.of().formatHex(password) + "\n");
        }
    }

    /** Where the superuser's password is, beside the data in {@code directory}; made at the first start. */
    public static Path passwordFile(Path directory) {
        return directory.resolve("superuser");
    }

    private static String password(Path directory) {
        try {
            return Files.readString(passwordFile(directory)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The superuser's password cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Stops a server that a killed process left running on {@code directory}; its port is free afterwards.
     *
     * @throws UncheckedIOException when the data there belong to another version
     */
    public static void prepare(Path directory) {
        try {
            requireOwnVersion(data(directory));
            Postmaster.endStarters(data(directory));
            Optional<Postmaster> leftOver = Postmaster.of(data(directory));
            if (leftOver.isPresent()) {
                log.warn(
                        "A PostgreSQL (process {}) was left running on {} by a process that died; stopping it",
                        leftOver.get().id(),
                        directory);
                leftOver.get().stop();
            }
            Postmaster.clearAway(data(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot start in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres run(
            Path directory, Path binaries, int port, @Nullable ServerCertificate certificate) throws IOException {
        Files.deleteIfExists(log(directory));
        var output = ProcessBuilder.Redirect.appendTo(log(directory).toFile());
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(data(directory).toFile())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                // Whoever started it closes it, after everything that still needs it
                .setRegisterShutdownHook(false)
                .setConnectConfig("password", password(directory))
                .setPGStartupWait(START_LIMIT);
        // The wrapper hands them to initdb, after its own "trust", which they take the place of
        Map.of(
                        "auth-host", "scram-sha-256",
                        "auth-local", "scram-sha-256",
                        "pwfile", passwordFile(directory).toString())
                .forEach(builder::setLocaleConfig);
        SETTINGS.forEach(builder::setServerConfig);
        // Nobody connects by a socket file, and one that a dead server left would keep its successor from starting
        builder.setServerConfig("unix_socket_directories", "''");
        if (certificate != null) {
            builder.setServerConfig("ssl", "on")
                    .setServerConfig("ssl_cert_file", "'" + certificate.chain().toAbsolutePath() + "'")
                    .setServerConfig("ssl_key_file", "'" + certificate.key().toAbsolutePath() + "'");
        }
        if (port > 0) {
            builder.setPort(port);
        }
        try {
            return builder.start();
        } catch (IOException | RuntimeException e) {
            throw new IOException(ownWords(directory).orElse(String.valueOf(e.getMessage())), e);
        }
    }

    /** Why the server ended, as it said itself. */
    private static Optional<String> ownWords(Path directory) throws IOException {
        Path log = log(directory);
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .reduce((first, last) -> last)
                .map(line -> line.replaceFirst("^.*(FATAL|PANIC): *", "") + " (" + log + ")");
    }

    private static Path data(Path directory) {
        return directory.toAbsolutePath().resolve("data");
    }

    private static Path log(Path directory) {
        return directory.resolve("postgres.log");
    }

    private static Postmaster postmaster(Path directory) throws IOException {
        return Postmaster.of(data(directory))
                .orElseThrow(() -> new IOException("it ended at once; " + log(directory) + " may say why"));
    }

    /** Whether the server's main process lives. */
    public boolean alive() {
        return postmaster.alive();
    }

    /** The server's main process. */
    public long processId() {
        return postmaster.id();
    }

    /** Starts the server again, on the same port, after its main process died. */
    public void restart() {
        int port = port();
        try {
            Postmaster.clearAway(data(directory));
            // Gives its lock on the directory back; there is nothing left to stop
            server.close();
            server = run(directory, binaries, port, certificate);
            postmaster = postmaster(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start again: " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public String url(String database) {
        String plain = "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
        return certificate == null
                ? plain
                : plain + "?sslmode=verify-full&sslrootcert="
                        + certificate.authority().toAbsolutePath();
    }

    @Override
    public DataSource superuser(String database) {
        return superuser(directory, url(database));
    }

    /** As the superuser {@code postgres} of whatever server runs on {@code directory}. */
    public static DataSource superuser(Path directory, String url) {
        var connections = new PGSimpleDataSource();
        connections.setUrl(url);
        connections.setUser(SUPERUSER);
        connections.setPassword(password(directory));
        return connections;
    }

    @Override
    public void close() {
        try {
            server.close();
            // Where writing everything out takes longer than the wrapper waits
            postmaster.awaitEnd();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop: " + e.getMessage(), e);
        }
    }
}
