package dev.cairn.platform.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What no client sends by accident, byte by byte. */
class HostileRequestsTest {

    private static final String DESCRIPTION = "/api/v1/models/fraud/description";

    private static ConfigurableApplicationContext context;
    private static int port;

    @BeforeAll
    static void start() {
        var trusted = TestTokens.springProperties();
        context = EdgeTest.application()
                .run(
                        "--cairn.identity.issuers[0].uri=" + trusted.get("cairn.identity.issuers[0].uri"),
                        "--cairn.identity.issuers[0].jwk-set-uri="
                                + trusted.get("cairn.identity.issuers[0].jwk-set-uri"),
                        "--cairn.identity.issuers[1].uri=https://elsewhere.test",
                        "--cairn.identity.issuers[1].jwk-set-uri=http://127.0.0.1:1/keys");
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    static Stream<Arguments> claims() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                Arguments.of("sub", null),
                Arguments.of("sub", ""),
                Arguments.of("sub", List.of("mia")),
                Arguments.of("owner", Map.of("name", "mia")),
                Arguments.of("owner", "mia"),
                Arguments.of("roles", "ml-engineer"),
                Arguments.of("roles", Map.of("ml-engineer", true)),
                Arguments.of("roles", List.of(List.of("ml-engineer"))),
                Arguments.of("roles", List.of(1, "ml-engineer")),
                Arguments.of("roles", Arrays.asList("ml-engineer", null)),
                Arguments.of("auth_time", now + Duration.ofMinutes(10).toSeconds()),
                Arguments.of("auth_time", -1),
                Arguments.of("auth_time", -1_000_000_000_000_000_000L),
                Arguments.of("auth_time", BigInteger.TEN.pow(30)),
                Arguments.of("auth_time", "yesterday"),
                Arguments.of("auth_time", List.of(now)));
    }

    @ParameterizedTest
    @MethodSource("claims")
    @Clause({"ACL-1", "ACL-4"})
    void trustsNoTokenWhoseClaimsAreOfAnotherForm(String claim, @Nullable Object value) throws Exception {
        String answer = ask("PUT " + DESCRIPTION, TestTokens.claiming(claim, value), json("{\"text\":\"x\"}"));

        assertThat(answer).startsWith("HTTP/1.1 401").contains("problems/token-invalid");
    }

    @Test
    @Clause("ACL-1")
    void trustsATokenThatSaysWhenItsPersonSignedIn() throws Exception {
        String token = TestTokens.signedIn(Instant.now(), "mia", "ml-engineer");

        assertThat(ask("PUT " + DESCRIPTION, token, json("{\"text\":\"x\"}"))).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "application/*", "application/*+json", "*", "json", "application/json;charset=\"", "\t"})
    @Clause("REG-7")
    void takesNoBodyThatIsOfNoType(String type) throws Exception {
        String answer = ask(
                "PUT " + DESCRIPTION,
                good(),
                "Content-Type: " + type + "\r\nContent-Length: 12\r\n\r\n{\"text\":\"x\"}");

        assertThat(answer).startsWith("HTTP/1.1 415").contains("problems/media-type-unsupported");
    }

    @Test
    void namesAMethodThatNobodyTakes() throws Exception {
        assertThat(ask("TRACE /api/v1/models", good(), "\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("problems/method-not-allowed");
    }

    @Test
    void hasNoPageForErrors() throws Exception {
        assertThat(ask("GET /error", good(), "\r\n")).startsWith("HTTP/1.1 404").contains("problems/not-found");
    }

    @Test
    void blamesTheCallerForHowARequestIsFramed() throws Exception {
        assertThat(ask("POST /api/v1/models", good(), "Transfer-Encoding: bogus\r\n\r\n"))
                .startsWith("HTTP/1.1 501")
                .contains("problems/request-malformed");
    }

    @Test
    @Clause("ACL-1")
    void asksToComeBackWithATokenThatCannotBeCheckedNow() throws Exception {
        String token = TestTokens.ofAnotherIssuer("mia", "ml-engineer");

        assertThat(ask("GET /api/v1/models", token, "\r\n"))
                .startsWith("HTTP/1.1 503")
                .contains("Retry-After: ", "problems/unavailable", "The issuer's keys cannot be had");
    }

    @Test
    void believesNoGatewayThatItWasNotToldOf() throws Exception {
        String answer = AnswerHeadersTest.ask(port, "GET /api/v1/models", "X-Forwarded-Proto: https\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("Strict-Transport-Security");
    }

    private static String good() {
        return TestTokens.of("mia", "ml-engineer");
    }

    private static String json(String body) {
        return "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String ask(String line, String token, String rest) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token
                                    + "\r\n" + rest)
                            .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
