package dev.cairn.platform.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.test.Clause;
import dev.cairn.test.RunningService;
import dev.cairn.test.TestTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A service that has room for one body of 60,000 bytes, and not for two, and works on two requests of one caller at once. */
class BodyRoomTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String BODY = "{\"text\":\"" + "x".repeat(59_989) + "\"}";

    private static ConfigurableApplicationContext context;
    private static int port;

    @BeforeAll
    static void start() {
        context = EdgeTest.application()
                .sources(Letters.class)
                .properties(
                        "cairn.web.bodies-at-once=100KB",
                        "cairn.web.max-large-body=70KB",
                        "server.tomcat.threads.max=4")
                .run();
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @RestController
    static class Letters {

        record Letter(String text) {}

        @Bean
        LargeBodies books() {
            return LargeBodies.ofPosts("/api/v1/books/{name}");
        }

        @PostMapping("/api/v1/letters")
        int letter(@RequestBody Letter letter) {
            return letter.text().length();
        }

        @PostMapping(path = "/api/v1/photos", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
        int photo(HttpServletRequest request) throws IOException {
            return request.getInputStream().readAllBytes().length;
        }

        @PostMapping("/api/v1/books/{name}")
        int book(@RequestBody Letter letter) {
            return letter.text().length();
        }
    }

    @Test
    @Clause("REG-3")
    void tellsWhoeverComesOnTopToComeBack() throws Exception {
        try (var sender = new Sender("letters", "application/json", BODY.length())) {
            sender.send(BODY.substring(0, BODY.length() - 1));

            RunningService.eventually(
                    () -> assertThat(post("letters", BODY).statusCode()).isEqualTo(503));
            HttpResponse<String> refused = post("letters", BODY);
            assertThat(refused.body()).contains("https://cairn.dev/problems/bodies-too-many");
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
            assertThat(post("letters", "{\"text\":\"x\"}").statusCode()).isEqualTo(200);

            sender.send("}");
            assertThat(sender.status()).isEqualTo("HTTP/1.1 200 ");
        }
        RunningService.eventually(
                () -> assertThat(post("letters", BODY).statusCode()).isEqualTo(200));
    }

    @Test
    @Clause("REG-3")
    void letsNobodyHoldMoreThanTheirShareOfThreads() throws Exception {
        try (var content = new Sender("photos", "application/octet-stream", 1_000);
                var json = new Sender("letters", "application/json", 1_000)) {
            content.send("x");
            json.send("{");
            RunningService.eventually(() ->
                    assertThat(post("letters", "{\"text\":\"x\"}").statusCode()).isEqualTo(503));
            assertThat(post("letters", "{\"text\":\"x\"}").body())
                    .contains("https://cairn.dev/problems/bodies-too-many", "You are sending 2 requests already");

            assertThat(post("dan", "letters", "{\"text\":\"x\"}").statusCode()).isEqualTo(200);
        }
        RunningService.eventually(() ->
                assertThat(post("letters", "{\"text\":\"x\"}").statusCode()).isEqualTo(200));
    }

    @Test
    @Clause("REG-7")
    void takesLargeBodiesOnlyWhereTheAddressAsksForThem() throws Exception {
        String body = "{\"text\":\"" + "x".repeat(66_000) + "\"}";
        String larger = "{\"text\":\"" + "x".repeat(72_000) + "\"}";

        assertThat(post("letters", body).statusCode()).isEqualTo(413);
        assertThat(post("letters", body).body()).contains("At most 65536 bytes");
        assertThat(post("books/one", body).statusCode()).isEqualTo(200);
        assertThat(post("books/one", larger).statusCode()).isEqualTo(413);
    }

    @Test
    void hasRoomForOneLargeBodyAtLeast() {
        assertThatThrownBy(() -> new WebProperties(
                        DataSize.ofKilobytes(64),
                        DataSize.ofMegabytes(4),
                        DataSize.ofMegabytes(2),
                        Duration.ofSeconds(30)))
                .hasMessageContaining("cairn.web.bodies-at-once");
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post("mia", path, body);
    }

    private static HttpResponse<String> post(String person, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                        .header("Authorization", "Bearer " + TestTokens.of(person, "ml-engineer"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Mia, who sends as slowly as she likes. */
    private static final class Sender implements AutoCloseable {

        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        private final BufferedReader answer =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));

        Sender(String path, String type, int length) throws IOException {
            send("""
                    POST /api/v1/%s HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer %s\r
                    Content-Type: %s\r
                    Content-Length: %s\r
                    \r
                    """.formatted(path, TestTokens.of("mia", "ml-engineer"), type, length));
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
        }

        String status() throws IOException {
            return answer.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
