package dev.cairn.cli.remote;

import dev.cairn.cli.Failure;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Gets tokens from an issuer: for people by the authorization code flow with PKCE (RFC 7636), for machines by client
 * credentials (RFC 6749, 4.4).
 */
public final class SignIn {

    static final String CLIENT = "cairn-cli";

    /** Where an issuer sends the person back to; on the loopback address it takes any port (RFC 8252, 7.3). */
    private static final URI NOWHERE = callback(8765);

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final URI issuer;
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public SignIn(URI issuer) {
        this.issuer = issuer;
    }

    static URI callback(int port) {
        return URI.create("http://127.0.0.1:" + port + "/callback");
    }

    /**
     * What the issuer is asked before a person signs in; the answer comes back with the same state.
     *
     * @param callback where the answer is to be brought
     * @param address to be opened by the person
     */
    record Challenge(String state, String verifier, URI callback, URI address) {}

    Challenge challenge(URI callback) {
        String state = random();
        String verifier = random();
        String hashed = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256Digest.hasher().digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        String query = form(Map.of(
                "response_type",
                "code",
                "client_id",
                CLIENT,
                "scope",
                "openid",
                "redirect_uri",
                callback.toString(),
                "state",
                state,
                "code_challenge",
                hashed,
                "code_challenge_method",
                "S256"));
        return new Challenge(state, verifier, callback, issuer.resolve("/oauth2/authorize?" + query));
    }

    /**
     * Signs in with a password, going through the issuer's own form as a browser would: for the standalone's demo users,
     * and wherever no browser can be opened.
     */
    public Credentials.Token withPassword(String user, String password) {
        Challenge challenge = challenge(NOWHERE);
        URI form = redirect(get(challenge.address()));
        Matcher csrf = CSRF.matcher(get(form).body());
        Map<String, String> fields = new LinkedHashMap<>(Map.of("username", user, "password", password));
        if (csrf.find()) {
            fields.put("_csrf", csrf.group(1));
        }
        URI next = redirect(post(issuer.resolve("/login"), form(fields)));
        if (String.valueOf(next.getQuery()).contains("error")) {
            throw new Failure(
                    "The issuer " + issuer + " does not know this user and password.",
                    "cairn login --help names the demo users of a standalone.");
        }
        while (!next.toString().startsWith(NOWHERE.toString())) {
            next = redirect(get(next));
        }
        return redeem(challenge, parameters(next));
    }

    /** Turns the answer to a challenge into a token. */
    Credentials.Token redeem(Challenge challenge, Map<String, String> answer) {
        if (!challenge.state().equals(answer.get("state"))) {
            throw new Failure("The issuer's answer belongs to another sign-in.", "Sign in again with: cairn login");
        }
        if (!answer.containsKey("code")) {
            throw new Failure("The issuer refused: " + answer.get("error") + ".", "Sign in again with: cairn login");
        }
        return token(form(Map.of(
                "grant_type", "authorization_code",
                "client_id", CLIENT,
                "redirect_uri", challenge.callback().toString(),
                "code", answer.get("code"),
                "code_verifier", challenge.verifier())));
    }

    /** A token for a machine account. */
    public Credentials.Token asMachine(String client, String secret) {
        return token(form(Map.of(
                "grant_type", "client_credentials",
                "client_id", client,
                "client_secret", secret)));
    }

    private Credentials.Token token(String body) {
        HttpResponse<String> response = post(issuer.resolve("/oauth2/token"), body);
        JsonNode answer = answer(response);
        if (response.statusCode() != 200) {
            throw new Failure(
                    "The issuer " + issuer + " gave no token: "
                            + answer.path("error").asString("no reason") + ".",
                    "Check the name and the secret; CAIRN_ISSUER says which issuer is asked.");
        }
        String token = answer.path("access_token").asString();
        JsonNode claims = EventCodec.json().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        return new Credentials.Token(
                claims.path("sub").asString(),
                token,
                Instant.ofEpochSecond(claims.path("exp").asLong()));
    }

    private JsonNode answer(HttpResponse<String> response) {
        try {
            return EventCodec.json().readTree(response.body());
        } catch (JacksonException e) {
            throw new Failure("What answers at " + issuer + " is no issuer.", "Say where yours is with CAIRN_ISSUER.");
        }
    }

    static Map<String, String> parameters(URI address) {
        return Stream.of(String.valueOf(address.getRawQuery()).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> a));
    }

    private HttpResponse<String> get(URI address) {
        return exchange(HttpRequest.newBuilder(address)
                .header("Accept", "text/html")
                .GET()
                .build());
    }

    private HttpResponse<String> post(URI address, String body) {
        return exchange(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return browser.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new Failure(
                    "No issuer answers at " + issuer + ".",
                    "Start Cairn with: cairn up   (or say where yours is with CAIRN_ISSUER)");
        } catch (IOException e) {
            throw new Failure("The issuer " + issuer + " broke off: " + e.getMessage(), "Try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while signing in", null);
        }
    }

    private URI redirect(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Location")
                .map(response.uri()::resolve)
                .orElseThrow(() -> new Failure(
                        "The issuer " + issuer + " answered "
                                + response.request().uri().getPath() + " with status " + response.statusCode()
                                + " where a redirect was due.",
                        null));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> Api.escaped(field.getKey()) + "=" + Api.escaped(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
