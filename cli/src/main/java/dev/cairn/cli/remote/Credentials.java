package dev.cairn.cli.remote;

import dev.cairn.cli.Failure;
import dev.cairn.events.EventCodec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * Tokens of those who signed in on this machine, in a file {@code credentials.json} that only its owner can read. One for each
 * installation, and sent to no other: whoever sets up an installation names its issuer, and must not get by that what the same
 * issuer gave for another.
 */
public final class Credentials {

    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

    private final UserFile<Token> file;

    public Credentials(Path file) {
        this.file = new UserFile<>(file, new TypeReference<Map<String, Token>>() {});
    }

    public static Credentials ofThisUser() {
        return new Credentials(UserDirectory.resolve("credentials.json"));
    }

    /** @param expires when the token stops being accepted */
    public record Token(String subject, String value, Instant expires) {
        public Token {
            Objects.requireNonNull(value);
            Objects.requireNonNull(expires);
        }
    }

    /** The token that is valid now. */
    public Optional<Token> of(URI installation) {
        return Optional.ofNullable(file.read().get(installation.toString()))
                .filter(token -> token.expires().isAfter(Instant.now()));
    }

    /** The token of the environment, which goes before those of whoever signed in; one that is empty counts as none. */
    static Optional<String> given() {
        return Optional.ofNullable(System.getenv("CAIRN_TOKEN"))
                .map(String::strip)
                .filter(token -> !token.isEmpty());
    }

    /** Signing in would change nothing while the variable is set. */
    static Failure givenIsRefused() {
        return new Failure(
                "CAIRN_TOKEN is set, and the token in it is not accepted.",
                "Set a new one (see cairn token --help), or unset it and sign in with: cairn login");
    }

    /**
     * The issuer that gave this user's token, as actors name it.
     *
     * @throws Failure when nobody is signed in, or the token does not say
     */
    public static String issuer() {
        String token = ofThisUser().require(Endpoints.fromEnvironment().installation());
        try {
            byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
            return EventCodec.json().readTree(claims).path("iss").asString();
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | JacksonException e) {
            throw new Failure("Your token does not say who gave it.", "Write an actor in full, as ISSUER#SUBJECT.");
        }
    }

    /** The token of whoever is signed in; empty where nobody is, or no longer. */
    Optional<String> present(URI installation) {
        Optional<String> given = given();
        if (given.isPresent() && !PRINTABLE.matcher(given.get()).matches()) {
            throw givenIsRefused();
        }
        return given.or(() -> of(installation).map(Token::value));
    }

    /** @throws Failure when nobody is signed in, or no longer */
    public String require(URI installation) {
        return present(installation)
                .orElseThrow(() -> new Failure(
                        "You are not signed in at " + installation + ", or no longer.",
                        "Sign in with: cairn login   (machines: set CAIRN_TOKEN, see cairn token --help)"));
    }

    public void store(URI installation, Token token) {
        Map<String, Token> all = file.read();
        all.put(installation.toString(), token);
        file.write(all);
    }
}
