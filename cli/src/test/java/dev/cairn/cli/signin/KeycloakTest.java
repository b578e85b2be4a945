package dev.cairn.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.cli.Failure;
import dev.cairn.cli.Pause;
import dev.cairn.cli.remote.Credentials;
import dev.cairn.events.EventCodec;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * An issuer that others made: {@code -Dcairn.test.keycloak} names Keycloak's zip, or where it is unpacked. Its start takes a
 * minute; in every build the same sign-ins are tried at the standalone's issuer.
 */
@Tag("nightly")
@EnabledIfSystemProperty(
        named = "cairn.test.keycloak",
        matches = ".+",
        disabledReason = "No Keycloak was named with -Dcairn.test.keycloak")
class KeycloakTest {

    @TempDir
    private static Path directory;

    private static Keycloak keycloak;
    private static Issuer issuer;

    @BeforeAll
    static void start() throws Exception {
        keycloak = Keycloak.start(Path.of(System.getProperty("cairn.test.keycloak")), directory);
        issuer = Issuer.at(keycloak.issuer());
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    private final SignIn signIn = new SignIn(issuer);

    @Test
    void aPersonSignsInByItsForm() {
        JsonNode claims = claims(signIn.withPassword("mia", "mia-demo"));

        assertThat(claims.path("iss").asString()).isEqualTo(keycloak.issuer().toString());
        assertThat(claims.path("sub").asString()).isEqualTo("mia");
        assertThat(claims.path("aud").toString()).contains("cairn");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"ml-engineer\"]");
        assertThat(claims.path("auth_time").asLong()).isPositive();
        assertThat(claims.has("owner")).isFalse();
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> signIn.withPassword("mia", "guess"))
                .withMessageContaining("does not know this user and password");
    }

    @Test
    void aMachineSaysWhoAnswersForIt() {
        JsonNode claims = claims(signIn.asMachine("ci-pipeline", "ci-pipeline-demo"));

        assertThat(claims.path("owner").asString()).isEqualTo(keycloak.issuer() + "#mia");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"ml-engineer\"]");
    }

    @Test
    void aMachineWithoutABrowserIsSignedInByTheCodeThatItShows() {
        var token = new DeviceSignIn(signIn, issuer, pause -> Pause.ofMillis(pause.toMillis()))
                .await(shown -> allow(URI.create(shown.address()), shown.code()));

        assertThat(claims(token).path("sub").asString()).isEqualTo("lea");
        assertThat(claims(token).path("roles").toString()).isEqualTo("[\"approver:ml\"]");
    }

    /** As Lea would in a browser: types the code, signs in, and presses Yes. */
    private static void allow(URI address, String code) {
        var browser = new IssuerClient();
        HttpResponse<String> form =
                follow(browser, browser.get(URI.create(address + "?user_code=" + code), "text/html"));
        LoginForm login = LoginForm.in(form).orElseThrow();
        HttpResponse<String> question = follow(browser, browser.post(login.action(), login.filled("lea", "lea-demo")));
        var consent = Pattern.compile("action=\"([^\"]+)\"").matcher(question.body());
        assertThat(consent.find()).as(question.body()).isTrue();
        var hidden = Pattern.compile("name=\"code\" value=\"([^\"]+)\"").matcher(question.body());
        assertThat(hidden.find()).as(question.body()).isTrue();
        follow(
                browser,
                browser.post(
                        question.uri().resolve(consent.group(1).replace("&amp;", "&")),
                        Map.of("code", hidden.group(1), "accept", "Yes")));
    }

    private static HttpResponse<String> follow(IssuerClient browser, HttpResponse<String> first) {
        HttpResponse<String> response = first;
        while (response.headers().firstValue("Location").isPresent()) {
            response = browser.get(
                    response.uri()
                            .resolve(response.headers().firstValue("Location").orElseThrow()),
                    "text/html");
        }
        return response;
    }

    @Test
    void whoIsSignedInIsAskedAgainOnlyForAFreshSignIn() {
        URI back = SignIn.callback(8765);
        var browser = new IssuerClient();
        LoginForm login = LoginForm.in(browser.get(signIn.challenge(back, false).address(), "text/html"))
                .orElseThrow();
        browser.post(login.action(), login.filled("rolf", "rolf-demo"));

        SignIn.Challenge same = signIn.challenge(back, false);
        HttpResponse<String> unasked = browser.get(same.address(), "text/html");
        HttpResponse<String> asked = browser.get(signIn.challenge(back, true).address(), "text/html");

        assertThat(unasked.headers().firstValue("Location").orElseThrow()).startsWith(back + "?");
        assertThat(asked.body()).contains("type=\"password\"");
        Credentials.Token token = signIn.redeem(
                same,
                IssuerClient.parameters(
                        URI.create(unasked.headers().firstValue("Location").orElseThrow())));
        signIn.requireFresh(token, Duration.ofHours(1));
    }

    private static JsonNode claims(Credentials.Token token) {
        return EventCodec.json()
                .readTree(Base64.getUrlDecoder().decode(token.value().split("\\.")[1]));
    }
}
