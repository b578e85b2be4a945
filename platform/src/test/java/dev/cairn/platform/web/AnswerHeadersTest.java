package dev.cairn.platform.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What answers tell browsers, and what a gateway's headers can change in them where they are believed. */
class AnswerHeadersTest {

    private static final List<String> ALWAYS = List.of(
            "X-Content-Type-Options: nosniff",
            "X-Frame-Options: DENY",
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy: same-origin",
            "Referrer-Policy: no-referrer");

    private static ConfigurableApplicationContext context;
    private static int port;

    @BeforeAll
    static void start() {
        context = EdgeTest.application().sources(Notes.class).run("--server.forward-headers-strategy=framework");
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @RestController
    static class Notes {
        @PostMapping("/api/v1/notes")
        ResponseEntity<String> make() {
            return ResponseEntity.created(URI.create("/api/v1/notes/7")).body("made");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /api/v1/models, 200",
        "GET /actuator/health, 200",
        "GET /actuator/prometheus, 200",
        "GET /v3/api-docs, 200",
        "GET /api/v1/nowhere, 404",
        "GET /api/v1/broken, 500",
        "TRACE /api/v1/models, 405",
        "GET /a;b, 400",
        "GET /%zz, 400",
        "GET /%00, 400"
    })
    void areOnEveryAnswerWhoeverGivesIt(String request, int status) throws Exception {
        String answer = ask(request, "");

        assertThat(answer).startsWith("HTTP/1.1 " + status).contains(ALWAYS).contains("no-store");
        assertThat(answer)
                .doesNotContain("\r\nServer:", "X-Powered-By", "Access-Control-", "Strict-Transport-Security");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/models", "/actuator/health", "/v3/api-docs"})
    void letNoPageOfAnotherOriginAskOrRead(String path) throws Exception {
        String preflight = ask(
                "OPTIONS " + path,
                "Origin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\n"
                        + "Access-Control-Request-Headers: authorization\r\n");

        assertThat(preflight).startsWith("HTTP/1.1 ").doesNotContain("Access-Control-");
        assertThat(ask("GET " + path, "Origin: https://evil.example\r\n")).doesNotContain("Access-Control-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actuator/env",
                "actuator/configprops",
                "actuator/heapdump",
                "actuator/threaddump",
                "actuator/beans",
                "actuator/loggers",
                "actuator/logfile",
                "actuator/mappings",
                "actuator/sbom",
                "actuator/shutdown"
            })
    void showNothingOfTheInside(String path) throws Exception {
        assertThat(ask("GET /" + path, "")).startsWith("HTTP/1.1 404");
    }

    @Test
    @Clause("REG-7")
    void areGivenToNoRequestWithMoreThanItMayHave() throws Exception {
        assertThat(ask("GET /api/v1/models", "X-Long: " + "x".repeat(9_000) + "\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(ask("GET /api/v1/models", "X-Many: x\r\n".repeat(101))).startsWith("HTTP/1.1 4");
        assertThat(ask("GET /api/v1/models?cursor=" + "x".repeat(9_000), "")).startsWith("HTTP/1.1 4");
    }

    @Test
    void bindBrowsersToTlsWhereAGatewayEndsIt() throws Exception {
        assertThat(ask("GET /api/v1/models", "X-Forwarded-Proto: https\r\n"))
                .contains("Strict-Transport-Security: max-age=31536000\r\n");
    }

    /** The worst that somebody could send whom the gateway lets through with headers of their own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-For: evil.example",
                "Forwarded: host=evil.example;proto=https",
                "X-Original-URL: /evil.example",
                "X-HTTP-Method-Override: DELETE"
            })
    void nameNoHostThatARequestNames(String header) throws Exception {
        String made = ask("POST /api/v1/notes", header + "\r\nContent-Length: 0\r\n");
        String described = ask("GET /v3/api-docs", header + "\r\n");

        assertThat(made).startsWith("HTTP/1.1 201").contains("Location: /api/v1/notes/7\r\n");
        assertThat(described).startsWith("HTTP/1.1 200");
        assertThat(made + described).doesNotContain("evil.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/registry/../../evil.example",
                "/evil.example%0d%0aSet-Cookie:a=b",
                "\\\\evil.example",
                "/registry\r\nX-Forwarded-Prefix: //evil.example"
            })
    void areAProblemWhereAPrefixIsNone(String prefix) throws Exception {
        String answer = ask("POST /api/v1/notes", "X-Forwarded-Prefix: " + prefix + "\r\nContent-Length: 0\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("problems/request-malformed")
                .contains(ALWAYS)
                .doesNotContain("evil.example");
    }

    private static String ask(String line, String headers) throws IOException {
        return ask(port, line, headers);
    }

    static String ask(int port, String line, String headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                    + TestTokens.of("mia", "ml-engineer") + "\r\n" + headers + "\r\n")
                            .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
