package dev.cairn.cli.signin;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Credentials;
import dev.cairn.cli.remote.Endpoints;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Gets tokens from an issuer: for people by the authorization code flow with PKCE (RFC 7636), for machines by client
 * credentials (RFC 6749, 4.4).
 */
public final class SignIn {

    static final String CLIENT = "cairn-cli";

    /** How far an issuer's two clocks, that of sessions and that of tokens, may be apart. */
    private static final Duration APART = Duration.ofSeconds(5);

    private final Issuer issuer;

    SignIn(Issuer issuer) {
        this.issuer = issuer;
    }

    /** Asks the issuer at this address, which the user named, for its endpoints. */
    public SignIn(URI issuer) {
        this(Issuer.at(issuer));
    }

    /** Finds the issuer that an installation trusts. */
    public static SignIn at(Endpoints endpoints) {
        return new SignIn(Issuer.of(endpoints));
    }

    static URI callback(int port) {
        return URI.create("http://127.0.0.1:" + port + "/callback");
    }

    Issuer issuer() {
        return issuer;
    }

    /** What shows that who asks for the token is who began: the verifier goes after the challenge, which is its digest. */
    record Proof(String verifier, String challenge) {
        static Proof make() {
            String verifier = random();
            byte[] digest = Sha256Digest.hasher().digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return new Proof(verifier, Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        }
    }

    /**
     * What the issuer is asked before a person signs in; the answer comes back with the same state.
     *
     * @param callback where the answer is to be brought
     * @param address to be opened by the person
     */
    record Challenge(String state, String verifier, URI callback, URI address) {}

    /** @param fresh whether who is signed in at the issuer already has to prove it again */
    Challenge challenge(URI callback, boolean fresh) {
        String state = random();
        Proof proof = Proof.make();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", CLIENT);
        query.put("scope", "openid");
        query.put("redirect_uri", callback.toString());
        query.put("state", state);
        query.put("code_challenge", proof.challenge());
        query.put("code_challenge_method", "S256");
        if (fresh) {
            query.put("prompt", "login");
        }
        String separator = issuer.authorization().getRawQuery() == null ? "?" : "&";
        return new Challenge(
                state,
                proof.verifier(),
                callback,
                URI.create(issuer.authorization() + separator + IssuerClient.form(query)));
    }

    /** Signs in with a password, by the issuer's own form. */
    public Credentials.Token withPassword(String user, String password) {
        return new PasswordSignIn(this, issuer).as(user, password);
    }

    /** Turns the answer to a challenge into a token. */
    Credentials.Token redeem(Challenge challenge, Map<String, String> answer) {
        if (!challenge.state().equals(answer.get("state"))
                || !issuer.name().equals(answer.getOrDefault("iss", issuer.name()))) {
            throw new Failure("The issuer's answer belongs to another sign-in.", "Sign in again with: cairn login");
        }
        if (!answer.containsKey("code")) {
            throw new Failure("The issuer refused: " + answer.get("error") + ".", "Sign in again with: cairn login");
        }
        return ask(Map.of(
                "grant_type", "authorization_code",
                "client_id", CLIENT,
                "redirect_uri", challenge.callback().toString(),
                "code", answer.get("code"),
                "code_verifier", challenge.verifier()));
    }

    /** A token for a machine account. */
    public Credentials.Token asMachine(String client, String secret) {
        issuer.requireEntrusted();
        return ask(Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret));
    }

    private Credentials.Token ask(Map<String, String> form) {
        return token(IssuerClient.json(new IssuerClient().post(issuer.token(), form)));
    }

    Credentials.Token token(JsonNode answer) {
        String token = answer.path("access_token").asString("");
        if (token.isEmpty()) {
            throw refused(answer);
        }
        JsonNode claims = claims(token);
        return new Credentials.Token(
                claims.path("sub").asString(""),
                token,
                Instant.ofEpochSecond(claims.path("exp").asLong(0)));
    }

    Failure refused(JsonNode answer) {
        return new Failure(
                "The issuer " + issuer.name() + " gave no token: "
                        + answer.path("error").asString("no reason") + ".",
                "Check the name and the secret; CAIRN_ISSUER says which issuer is asked.");
    }

    /**
     * @param took since the person was asked to sign in
     * @throws Failure when the token is of a sign-in before that
     */
    void requireFresh(Credentials.Token token, Duration took) {
        JsonNode claims = claims(token.value());
        Instant given = Instant.ofEpochSecond(claims.path("iat").asLong(0));
        Instant signedIn = Instant.ofEpochSecond(claims.path("auth_time").asLong(0));
        if (signedIn.isBefore(given.minus(took).minus(APART))) {
            throw new Failure(
                    claims.has("auth_time")
                            ? "The issuer " + issuer.name() + " did not ask you again: you signed in at " + signedIn
                                    + "."
                            : "The tokens of " + issuer.name() + " do not say when you signed in (auth_time).",
                    claims.has("auth_time")
                            ? "Sign out there in your browser, then: cairn login --fresh"
                            : "Whoever runs the issuer has to have it put there; no signature that asks for a fresh sign-in is"
                                    + " possible before.");
        }
    }

    private JsonNode claims(String token) {
        try {
            return EventCodec.json().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | JacksonException e) {
            throw new Failure(
                    "The issuer " + issuer.name() + " gave a token that is no JWT, and Cairn's services take no other.",
                    "Whoever runs it has to have it give JWTs to the client " + CLIENT + ".");
        }
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
