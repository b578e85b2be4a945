package dev.cairn.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What machine and person send where a machine has no browser (RFC 8628), and what a session is worth (prompt=login). */
class DeviceTest {

    private static final Pattern FORM = Pattern.compile("(?s)<form[^>]*>(.*?)</form>");
    private static final Pattern HIDDEN = Pattern.compile("<input[^>]*name=\"(\\w+)\"[^>]*value=\"([^\"]*)\"");

    @TempDir
    private static Path directory;

    private static Issuer issuer;

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @BeforeAll
    static void start() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        issuer = Issuer.start("http://127.0.0.1:8089", port, directory.resolve("issuer.jwk"));
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    @Clause({"ACL-1", "ACL-4"})
    void aPersonLetsAMachineActByTheCodeThatItShows() throws Exception {
        JsonNode begun = begin();
        assertThat(token(begun).path("error").asString()).isEqualTo("authorization_pending");
        signIn(begun.path("verification_uri").asString(), "lea");

        String question = type(begun.path("user_code").asString());
        assertThat(question).contains(begun.path("user_code").asString(), "<b>lea</b>");
        assertThat(press(question, 0)).contains("you can close this window");

        JsonNode claims = EventCodec.json()
                .readTree(Base64.getUrlDecoder()
                        .decode(token(begun).path("access_token").asString().split("\\.")[1]));
        assertThat(claims.path("sub").asString()).isEqualTo("lea");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"approver:ml\"]");
        assertThat(claims.path("auth_time").asLong()).isPositive();
    }

    @Test
    @Clause("ACL-1")
    void aLinkSignsNobodyInAlsoNotWhoAllowedAMachineBefore() throws Exception {
        JsonNode first = begin();
        signIn(first.path("verification_uri").asString(), "lea");
        press(type(first.path("user_code").asString()), 0);

        JsonNode second = begin();
        assertThat(get(second.path("verification_uri_complete").asString()).body())
                .contains(second.path("user_code").asString());
        type(second.path("user_code").asString());

        assertThat(token(second).path("error").asString()).isEqualTo("authorization_pending");
    }

    @Test
    @Clause("ACL-1")
    void aPersonWhoSaysNoEndsIt() throws Exception {
        JsonNode begun = begin();
        signIn(begun.path("verification_uri").asString(), "lea");

        assertThat(press(type(begun.path("user_code").asString()), 1)).contains("Nothing was signed in");

        assertThat(token(begun).path("error").asString()).isEqualTo("access_denied");
    }

    @Test
    void aClientThatKeepsASecretHasToShowIt() throws Exception {
        assertThat(post("/oauth2/device_authorization", Map.of("client_id", "ci-pipeline"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoIsSignedInIsAskedAgainOnlyForAFreshSignIn() throws Exception {
        String authorize = issuer.address() + "/oauth2/authorize?response_type=code&client_id=cairn-cli&scope=openid"
                + "&code_challenge=" + "a".repeat(43) + "&code_challenge_method=S256&redirect_uri="
                + URLEncoder.encode(issuer.address() + "/callback", StandardCharsets.UTF_8);
        signIn(issuer.address() + "/device", "mia");

        assertThat(get(authorize).uri().getPath()).isEqualTo("/callback");
        assertThat(get(authorize + "&prompt=login").body()).contains("type=\"password\"");
    }

    @Test
    void whatItDescribesIsWhereItIsUnderTheNameThatItHas() throws Exception {
        JsonNode description = EventCodec.json()
                .readTree(get(issuer.address() + "/.well-known/openid-configuration")
                        .body());

        assertThat(description.path("issuer").asString()).isEqualTo("http://127.0.0.1:8089");
        assertThat(description.path("token_endpoint").asString()).isEqualTo(issuer.address() + "/oauth2/token");
        assertThat(description.path("device_authorization_endpoint").asString())
                .isEqualTo(issuer.address() + "/oauth2/device_authorization");
    }

    private JsonNode begin() throws Exception {
        return EventCodec.json()
                .readTree(post("/oauth2/device_authorization", Map.of("client_id", "cairn-cli"))
                        .body());
    }

    private JsonNode token(JsonNode begun) throws Exception {
        return EventCodec.json()
                .readTree(post(
                                "/oauth2/token",
                                Map.of(
                                        "grant_type", "urn:ietf:params:oauth:grant-type:device_code",
                                        "client_id", "cairn-cli",
                                        "device_code", begun.path("device_code").asString()))
                        .body());
    }

    private void signIn(String address, String person) throws Exception {
        Map<String, String> fields = fields(get(address).body());
        fields.putAll(Map.of("username", person, "password", person + "-demo"));
        post("/login", fields);
    }

    private String type(String code) throws Exception {
        return get(issuer.address() + "/oauth2/device_verification?user_code=" + code)
                .body();
    }

    private String press(String question, int button) throws Exception {
        Matcher form = FORM.matcher(question);
        for (int i = 0; i <= button; i++) {
            assertThat(form.find()).as(question).isTrue();
        }
        return post("/oauth2/device_verification", fields(form.group(1))).body();
    }

    private static Map<String, String> fields(String form) {
        return HIDDEN.matcher(form)
                .results()
                .collect(Collectors.toMap(
                        field -> field.group(1), field -> field.group(2), (a, b) -> a, LinkedHashMap::new));
    }

    private HttpResponse<String> get(String address) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Accept", "text/html,application/json")
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                HttpRequest.newBuilder(issuer.address().resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html,application/json")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }
}
