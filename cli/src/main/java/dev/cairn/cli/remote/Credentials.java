package dev.cairn.cli.remote;

import dev.cairn.cli.Failure;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/**
 * Tokens of those who signed in on this machine, one for each issuer, in a file {@code credentials.json} that only its owner
 * can read.
 */
public final class Credentials {

    private final Path file;

    public Credentials(Path file) {
        this.file = file;
    }

    public static Credentials ofThisUser() {
        return new Credentials(UserDirectory.resolve("credentials.json"));
    }

    /** @param expires when the token stops being accepted */
    public record Token(String subject, String value, Instant expires) {}

    /** The token that is valid now. */
    public Optional<Token> of(URI issuer) {
        return Optional.ofNullable(read().get(issuer.toString()))
                .filter(token -> token.expires().isAfter(Instant.now()));
    }

    /** @throws Failure when nobody is signed in, or no longer */
    public String require(URI issuer) {
        String given = System.getenv("CAIRN_TOKEN");
        if (given != null) {
            return given;
        }
        return of(issuer)
                .map(Token::value)
                .orElseThrow(() -> new Failure(
                        "You are not signed in at " + issuer + ", or no longer.",
                        "Sign in with: cairn login   (machines: set CAIRN_TOKEN, see cairn token --help)"));
    }

    public void store(URI issuer, Token token) {
        Map<String, Token> all = read();
        all.put(issuer.toString(), token);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(beside);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(beside, EventCodec.json().writeValueAsBytes(all));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The token cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    private Map<String, Token> read() {
        try {
            return Files.exists(file)
                    ? EventCodec.json().readValue(Files.readAllBytes(file), new TypeReference<>() {})
                    : new HashMap<>();
        } catch (IOException e) {
            throw new UncheckedIOException("The tokens in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
