package dev.cairn.cli.signin;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The person signs in with a browser on another machine, and types the code that this one shows (RFC 8628). */
final class DeviceSignIn {

    private static final Duration SLOWER = Duration.ofSeconds(5);
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,200}");

    private final SignIn signIn;
    private final Issuer issuer;
    private final Consumer<Duration> pause;
    private final IssuerClient client = new IssuerClient();

    /** @param pause waits */
    DeviceSignIn(SignIn signIn, Issuer issuer, Consumer<Duration> pause) {
        this.signIn = signIn;
        this.issuer = issuer;
        this.pause = pause;
    }

    /**
     * What the person is shown.
     *
     * @param address where the code is typed
     * @param code of this machine
     */
    record Shown(String address, String code) {}

    /** @param show told as soon as the issuer has answered */
    Credentials.Token await(Consumer<Shown> show) {
        URI begin = issuer.device();
        if (begin == null) {
            throw new Failure(
                    "The issuer " + issuer.name() + " has no sign-in for machines without a browser.",
                    "Sign in with a browser on this machine: cairn login");
        }
        SignIn.Proof proof = SignIn.Proof.make();
        JsonNode begun = IssuerClient.json(client.post(
                begin,
                Map.of(
                        "client_id",
                        SignIn.CLIENT,
                        "code_challenge",
                        proof.challenge(),
                        "code_challenge_method",
                        "S256")));
        if (!begun.has("device_code")) {
            throw signIn.refused(begun);
        }
        show.accept(new Shown(shown(begun, "verification_uri"), shown(begun, "user_code")));
        return poll(begun, proof);
    }

    /** Whatever an issuer sends, it writes nothing but this on a terminal. */
    private String shown(JsonNode begun, String name) {
        String text = begun.path(name).asString("");
        if (!PRINTABLE.matcher(text).matches()) {
            throw new Failure("The issuer " + issuer.name() + " shows no " + name + " that can be printed.", null);
        }
        return text;
    }

    private Credentials.Token poll(JsonNode begun, SignIn.Proof proof) {
        Duration interval = Duration.ofSeconds(begun.path("interval").asLong(5));
        Duration left = Duration.ofSeconds(begun.path("expires_in").asLong(600));
        while (left.compareTo(Duration.ZERO) > 0) {
            pause.accept(interval);
            left = left.minus(interval);
            JsonNode answer = IssuerClient.json(client.post(
                    issuer.token(),
                    Map.of(
                            "grant_type",
                            "urn:ietf:params:oauth:grant-type:device_code",
                            "client_id",
                            SignIn.CLIENT,
                            "device_code",
                            begun.path("device_code").asString(),
                            "code_verifier",
                            proof.verifier())));
            switch (answer.path("error").asString("")) {
                case "" -> {
                    return signIn.token(answer);
                }
                case "authorization_pending" -> {}
                case "slow_down" -> interval = interval.plus(SLOWER);
                case "expired_token" -> left = Duration.ZERO;
                case "access_denied" ->
                    throw new Failure("Whoever was asked said no.", "Try again with: cairn login --device");
                default -> throw signIn.refused(answer);
            }
        }
        throw new Failure(
                "Nobody typed the code within the time that it is good for.", "Try again with: cairn login --device");
    }
}
