package dev.cairn.setup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Keycloak with the committed realm gives tokens of the form that Cairn reads. With
 * {@code -Dcairn.test.keycloak=DIRECTORY}, where its distribution was unpacked ({@code org.keycloak:keycloak-quarkus-dist} of
 * Maven Central); skipped where that peer is missing. Its start takes minutes on a busy machine.
 */
@Tag("nightly")
class KeycloakTest {

    private static final String CALLBACK = "http://127.0.0.1:9911/callback";
    private static final String VERIFIER = "v".repeat(50);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static Process keycloak;
    private static String issuer;

    @BeforeAll
    static void start() throws Exception {
        String home = System.getProperty("cairn.test.keycloak");
        assumeThat(home).as("Keycloak is not on this machine").isNotNull();
        int port;
        int management;
        try (var one = new ServerSocket(0);
                var other = new ServerSocket(0)) {
            port = one.getLocalPort();
            management = other.getLocalPort();
        }
        issuer = "http://localhost:" + port + "/id/realms/cairn";
        copy(Path.of(home), directory);
        Path realm = Files.createDirectories(directory.resolve("data/import")).resolve("cairn-realm.json");
        Files.copy(Compose.TOP.resolve("infra/keycloak/cairn-realm.json"), realm);
        var command = new ProcessBuilder(
                        directory.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--http-port=" + port,
                        "--http-management-port=" + management,
                        "--hostname=http://localhost:" + port + "/id",
                        "--http-relative-path=/id",
                        "--cache=local",
                        "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keycloak.log").toFile());
        command.environment().put("CAIRN_ISSUER", issuer);
        keycloak = command.start();
        awaitReady();
    }

    /** All but what an earlier start left. */
    private static void copy(Path from, Path to) throws Exception {
        List<String> command = new ArrayList<>(List.of("cp", "-r"));
        Stream.of("bin", "conf", "lib", "providers", "themes")
                .forEach(part -> command.add(from.resolve(part).toString()));
        command.add(to.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static void awaitReady() throws Exception {
        while (true) {
            assertThat(keycloak.isAlive())
                    .as(Files.readString(directory.resolve("keycloak.log")))
                    .isTrue();
            try {
                if (get(issuer, "").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet
            }
            Thread.sleep(200);
        }
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.descendants().forEach(ProcessHandle::destroy);
            keycloak.destroy();
            keycloak.onExit().join();
        }
    }

    @Test
    void saysWhoAPersonIsAndWhenTheySignedIn() throws Exception {
        Jwt token = person("mia");

        assertThat(token.getClaimAsString("iss")).isEqualTo(issuer);
        assertThat(token.getSubject()).isEqualTo("mia");
        assertThat(token.getAudience()).contains("cairn");
        assertThat(token.getClaimAsStringList("roles")).containsExactly("ml-engineer");
        assertThat(token.hasClaim("owner")).isFalse();
        assertThat(token.getClaimAsInstant("auth_time"))
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(60));
        assertThat(person("rolf").getClaimAsStringList("roles")).containsExactly("approver:risk");
    }

    @Test
    void saysWhoAnswersForAMachine() throws Exception {
        Jwt token = token(Map.of(
                "grant_type", "client_credentials",
                "client_id", "ci-pipeline",
                "client_secret", "ci-pipeline-demo"));

        assertThat(token.getSubject()).isEqualTo("ci-pipeline");
        assertThat(token.getClaimAsString("owner")).isEqualTo(issuer + "#mia");
        assertThat(token.getAudience()).contains("cairn");
        assertThat(token.getClaimAsStringList("roles")).containsExactly("ml-engineer");
    }

    @Test
    void letsACommandWithoutABrowserAskForASignIn() throws Exception {
        JsonNode answer = json(post(
                issuer + "/protocol/openid-connect/auth/device",
                Map.of(
                        "client_id", "cairn-cli",
                        "scope", "openid",
                        "code_challenge", challenge(),
                        "code_challenge_method", "S256"),
                ""));

        assertThat(answer.path("user_code").asString()).isNotBlank();
        assertThat(answer.path("verification_uri").asString()).isEqualTo(issuer + "/device");
    }

    /** Through the form, as a browser would; which sends cookies over HTTP to this machine that are meant for HTTPS. */
    private static Jwt person(String name) throws Exception {
        HttpResponse<String> form = get(
                issuer + "/protocol/openid-connect/auth?"
                        + query(Map.of(
                                "response_type", "code",
                                "client_id", "cairn-cli",
                                "scope", "openid",
                                "redirect_uri", CALLBACK,
                                "code_challenge", challenge(),
                                "code_challenge_method", "S256")),
                "");
        String cookies = form.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";")[0])
                .collect(Collectors.joining("; "));
        Matcher action = Pattern.compile("action=\"([^\"]+)\"").matcher(form.body());
        assertThat(action.find()).as(form.body()).isTrue();
        HttpResponse<String> signedIn = post(
                action.group(1).replace("&amp;", "&"), Map.of("username", name, "password", name + "-demo"), cookies);
        String back = signedIn.headers().firstValue("Location").orElseThrow();
        assertThat(back).startsWith(CALLBACK);
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "cairn-cli",
                "redirect_uri",
                CALLBACK,
                "code",
                back.replaceAll(".*[?&]code=([^&]+).*", "$1"),
                "code_verifier",
                VERIFIER));
    }

    private static String challenge() {
        byte[] hash = Sha256Digest.hasher().digest(VERIFIER.getBytes(US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static Jwt token(Map<String, String> fields) throws Exception {
        JsonNode answer = json(post(issuer + "/protocol/openid-connect/token", fields, ""));
        return NimbusJwtDecoder.withJwkSetUri(issuer + "/protocol/openid-connect/certs")
                .build()
                .decode(answer.path("access_token").asString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    private static HttpResponse<String> get(String address, String cookies) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Cookie", cookies)
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String address, Map<String, String> fields, String cookies)
            throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Cookie", cookies)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(query(fields)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
