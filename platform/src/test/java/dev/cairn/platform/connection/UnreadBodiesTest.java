package dev.cairn.platform.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.test.Clause;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A server of ten threads, of which one may wait for the rest of a body. */
class UnreadBodiesTest {

    private static final int THREADS = 10;

    private static ConfigurableApplicationContext context;
    private static int port;

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(App.class)
                .properties("server.port=0", "server.tomcat.threads.max=" + THREADS)
                .run();
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ConnectionAutoConfiguration.class
    })
    @Import(Door.class)
    static class App {}

    @RestController
    static class Door {
        @PostMapping("/closed")
        void refuse(HttpServletResponse response) throws IOException {
            response.setStatus(401);
            response.getOutputStream().write("who are you".getBytes(US_ASCII));
        }

        @GetMapping("/open")
        String answer() {
            return "come in";
        }
    }

    @Test
    @Clause("REG-3")
    void servesOthersWhileMoreThanItHasThreadsForSendWhatItRefusedAlready() throws Exception {
        List<Connection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * THREADS; i++) {
                slow.add(refused(i % 2 == 0 ? "Content-Length: 1000000" : "Transfer-Encoding: chunked"));
            }

            assertThat(get()).isEqualTo("come in");
            for (Connection connection : slow) {
                assertThat(connection.endsWhileSending("\r\n1\r\n ")).isTrue();
            }
        } finally {
            for (Connection connection : slow) {
                connection.close();
            }
        }
    }

    @Test
    @Clause("REG-3")
    void endsWhatSendsNothingMore() throws Exception {
        for (String body : List.of(
                "Content-Length: 1000000\r\n\r\n",
                "Content-Length: 10\r\n\r\n",
                "Content-Length: 10\r\n\r\n1",
                "Transfer-Encoding: chunked\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nab")) {
            try (var connection = new Connection()) {
                connection.send("POST /closed HTTP/1.1\r\nHost: localhost\r\n" + body);

                assertThat(connection.status()).startsWith("HTTP/1.1 401");
                assertThat(connection.endsWhileSending("")).as(body).isTrue();
            }
        }
    }

    @Test
    void keepsTheConnectionOfARefusedRequestWhoseSmallBodyIsThereOrOnItsWay() throws Exception {
        try (var connection = new Connection()) {
            connection.send("POST /closed HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
            assertThat(connection.answer()).contains("HTTP/1.1 401", "who are you");

            connection.send("POST /closed HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7\r\n\r\n{\"a\"");
            assertThat(connection.answer()).contains("HTTP/1.1 401", "who are you");

            connection.send(":1}GET /open HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.answer()).contains("HTTP/1.1 200", "come in");
        }
    }

    @Test
    void neverTakesTheRestOfABodyForARequest() throws Exception {
        try (var connection = new Connection()) {
            connection.send("POST /closed HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
            assertThat(connection.answer()).contains("HTTP/1.1 401", "Connection: close", "who are you");

            assertThat(connection.endsWhileSending("GET /open HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .isTrue();
        }
    }

    @Test
    void tellsWhoeverAsksBeforeSendingThatTheyNeedNot() throws Exception {
        try (var connection = new Connection()) {
            connection.send("""
                    POST /closed HTTP/1.1\r
                    Host: localhost\r
                    Expect: 100-continue\r
                    Content-Length: 1000000\r
                    \r
                    """);

            assertThat(connection.status()).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void deliversTheAnswerToWhoeverIsStillSending() throws Exception {
        for (int i = 0; i < 20; i++) {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/closed"))
                                    .POST(BodyPublishers.ofByteArray(new byte[20_000_000]))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("who are you");
        }
    }

    private static Connection refused(String framing) throws IOException {
        var connection = new Connection();
        connection.send("POST /closed HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n\r\n1");
        assertThat(connection.status()).startsWith("HTTP/1.1 401");
        return connection;
    }

    private static String get() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/open"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** A client that sends as it likes. */
    private static final class Connection implements AutoCloseable {

        /** How often it is looked whether the connection ended; far fewer than a body would have bytes. */
        private static final int LOOKS = 100;

        private final Socket socket;
        private final BufferedReader in;

        Connection() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
        }

        String status() throws IOException {
            return in.readLine();
        }

        /** Head and body of one answer with a Content-Length. */
        String answer() throws IOException {
            var answer = new StringBuilder();
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                answer.append(line).append('\n');
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
            }
            for (int i = 0; i < length; i++) {
                answer.append((char) in.read());
            }
            return answer.toString();
        }

        /** @param more what is sent between one look and the next */
        boolean endsWhileSending(String more) throws IOException {
            socket.setSoTimeout(100);
            for (int look = 0; look < LOOKS; look++) {
                try {
                    send(more);
                    while (in.readLine() != null) {}
                    return true;
                } catch (SocketTimeoutException e) {
                    // It is still there
                } catch (SocketException e) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
