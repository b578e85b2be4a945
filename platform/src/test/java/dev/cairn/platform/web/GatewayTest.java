package dev.cairn.platform.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** A service behind a gateway that shows it below a prefix, and that takes the prefix away before it passes a request on. */
class GatewayTest {

    private static final String[] GATEWAY = {
        "Host: cairn.example.org",
        "X-Forwarded-Host: cairn.example.org",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Port: 443",
        "X-Forwarded-Prefix: /registry"
    };
    private static final String METADATA = "/.well-known/oauth-protected-resource";

    private static ConfigurableApplicationContext context;
    private static int port;

    @RestController
    static class Things {
        @PostMapping("/api/v1/things")
        ResponseEntity<Void> make() {
            return ResponseEntity.created(URI.create("/api/v1/things/7")).build();
        }
    }

    @BeforeAll
    static void start() {
        context = EdgeTest.application().sources(Things.class).run("--server.forward-headers-strategy=framework");
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    static void stop() {
        SpringApplication.exit(context);
    }

    @Test
    @Clause("ACL-1")
    void whereToGetATokenIsToldWithoutOne() throws Exception {
        String answer = exchange("GET " + METADATA, GATEWAY);

        assertThat(answer).startsWith("HTTP/1.1 200").contains("no-store");
        JsonNode metadata = body(answer);
        assertThat(metadata.path("resource").asString()).isEqualTo("https://cairn.example.org/registry");
        assertThat(metadata.path("authorization_servers").toString()).isEqualTo("[\"" + TestTokens.ISSUER + "\"]");
        assertThat(metadata.path("bearer_methods_supported").toString()).isEqualTo("[\"header\"]");
        assertThat(metadata.path("tls_client_certificate_bound_access_tokens").asBoolean())
                .isFalse();
    }

    @Test
    @Clause("ACL-1")
    void theFormWithThePathBehindTellsTheSame() throws Exception {
        String answer =
                exchange("GET " + METADATA + "/registry", "Host: cairn.example.org", "X-Forwarded-Proto: https");

        assertThat(body(answer).path("resource").asString()).isEqualTo("https://cairn.example.org/registry");
    }

    @Test
    @Clause("ACL-1")
    void aForgedHostNamesNoOtherIssuerAndIsRepeatedInNoChallenge() throws Exception {
        String metadata = exchange("GET " + METADATA, "Host: evil.example.org");
        String challenge = exchange("GET /api/v1/models", "Host: evil.example.org");

        assertThat(body(metadata).path("authorization_servers").toString())
                .isEqualTo("[\"" + TestTokens.ISSUER + "\"]");
        assertThat(challenge).startsWith("HTTP/1.1 401");
        assertThat(header(challenge, "WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(challenge).doesNotContain("evil");
    }

    @Test
    void aLocationIsThatOfTheCallersSide() throws Exception {
        String token = "Authorization: Bearer " + TestTokens.of("mia", "ml-engineer");

        String through = exchange(
                "POST /api/v1/things",
                Stream.concat(Arrays.stream(GATEWAY), Stream.of(token)).toArray(String[]::new));
        String direct = exchange("POST /api/v1/things", "Host: 127.0.0.1:" + port, token);

        assertThat(header(through, "Location")).isEqualTo("/registry/api/v1/things/7");
        assertThat(header(direct, "Location")).isEqualTo("/api/v1/things/7");
    }

    /** Java's client lets nobody say another host than the one that it asks. */
    private static String exchange(String what, String... headers) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            String lines = Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining());
            socket.getOutputStream()
                    .write((what + " HTTP/1.1\r\n" + lines + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static String header(String answer, String name) {
        return answer.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static JsonNode body(String answer) {
        return EventCodec.json().readTree(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
    }
}
