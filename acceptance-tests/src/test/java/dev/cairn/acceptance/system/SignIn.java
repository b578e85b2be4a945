package dev.cairn.acceptance.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gets tokens the way any OpenID Connect client does: authorization code with PKCE for people, a secret for machines. */
final class SignIn {

    private static final String CALLBACK = "http://127.0.0.1:8765/callback";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("code=([^&]+)");
    private static final String VERIFIER = "a-verifier-of-the-acceptance-tests-with-enough-characters";

    private final URI issuer;
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    SignIn(URI issuer) {
        this.issuer = issuer;
    }

    /** @return an access token */
    String person(String name, String password) {
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Digests.sha256(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        get(issuer.resolve("/oauth2/authorize?"
                + query(Map.of(
                        "response_type", "code",
                        "client_id", "cairn-cli",
                        "scope", "openid",
                        "redirect_uri", CALLBACK,
                        "code_challenge", challenge,
                        "code_challenge_method", "S256"))));
        String csrf = first(CSRF, get(issuer.resolve("/login")).body());
        URI back = callback(post("/login", Map.of("username", name, "password", password, "_csrf", csrf)));
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "cairn-cli",
                "redirect_uri",
                CALLBACK,
                "code",
                first(CODE, back.toString()),
                "code_verifier",
                VERIFIER));
    }

    /** @return an access token */
    String machine(String name, String secret) {
        return token(Map.of("grant_type", "client_credentials", "client_id", name, "client_secret", secret));
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The issuer answered without " + pattern + ": " + text));
    }

    private String token(Map<String, String> request) {
        var answer = Json.read(post("/oauth2/token", request).body());
        if (!answer.has("access_token")) {
            throw new AssertionError("The issuer gave no token: " + answer);
        }
        return answer.path("access_token").asString();
    }

    /** Goes where the issuer sends a browser, up to the address of the program that asked for the sign-in. */
    private URI callback(HttpResponse<String> response) {
        HttpResponse<String> at = response;
        while (true) {
            URI next = at.uri().resolve(at.headers().firstValue("Location").orElseThrow());
            if (next.toString().startsWith(CALLBACK)) {
                return next;
            }
            at = get(next);
        }
    }

    private HttpResponse<String> get(URI address) {
        return exchange(HttpRequest.newBuilder(address).header("Accept", "text/html"));
    }

    private HttpResponse<String> post(String path, Map<String, String> form) {
        return exchange(HttpRequest.newBuilder(issuer.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(query(form))));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return browser.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
