package dev.cairn.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real nginx with the committed configuration before something that answers as a service does. With
 * {@code -Dcairn.test.nginx=PATH}; skipped where that peer is missing.
 */
class StreamingTest {

    private static final int PART = 64 * 1024;

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch begun = new CountDownLatch(1);
    private HttpServer service;
    private Process nginx;
    private int port;

    @BeforeEach
    void start() throws Exception {
        String program = System.getProperty("cairn.test.nginx");
        assumeThat(program).as("nginx is not on this machine").isNotNull();
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setExecutor(Executors.newCachedThreadPool());
        service.createContext("/", this::answer);
        service.start();
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(
                configuration,
                Files.readString(Compose.TOP.resolve("infra/gateway/nginx.conf"))
                        .replace("listen 8080", "listen 127.0.0.1:" + port)
                        .replace(
                                "registry:8081",
                                "127.0.0.1:" + service.getAddress().getPort())
                        // Where nothing listens
                        .replace("approval:8082", "127.0.0.1:1")
                        .replace("/tmp/", directory + "/"));
        nginx = new ProcessBuilder(
                        program,
                        "-e",
                        "stderr",
                        "-g",
                        "daemon off;",
                        "-p",
                        directory.toString(),
                        "-c",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.log").toFile())
                .start();
        while (ask("/health").statusCode() != 200) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stop() {
        if (nginx != null) {
            nginx.destroy();
            nginx.onExit().join();
        }
        if (service != null) {
            service.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        if (path.startsWith("/api/v1/busy")) {
            exchange.getResponseHeaders().add("Retry-After", "7");
            say(exchange, 503, "");
        } else if (path.startsWith("/api/v1/made")) {
            exchange.getResponseHeaders().add("Location", "/api/v1/models/fraud");
            say(exchange, 201, "");
        } else if (exchange.getRequestMethod().equals("PUT")) {
            InputStream body = exchange.getRequestBody();
            body.readNBytes(PART);
            begun.countDown();
            say(exchange, 200, Long.toString(PART + body.transferTo(OutputStream.nullOutputStream())));
        } else {
            var headers = exchange.getRequestHeaders();
            say(
                    exchange,
                    200,
                    String.join(
                            " ",
                            path,
                            headers.getFirst("X-Forwarded-Prefix"),
                            headers.getFirst("X-Forwarded-Host"),
                            headers.getFirst("X-Forwarded-For"),
                            String.valueOf(headers.getFirst("Forwarded"))));
        }
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private HttpResponse<String> ask(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        while (true) {
            try {
                return client.send(request.build(), BodyHandlers.ofString());
            } catch (IOException e) {
                // It has not begun to listen; once it does, nothing here breaks off
                assertThat(nginx.isAlive())
                        .as(Files.readString(directory.resolve("nginx.log")))
                        .isTrue();
            }
        }
    }

    @Test
    void sendsEachPrefixToItsServiceAndSaysTheRestAsTheCallerDid() throws Exception {
        String place = "127.0.0.1:" + port;

        assertThat(ask(
                                "/registry/api/v1/models/a%2Fb?x=%20y",
                                "X-Forwarded-For", "10.0.0.1", "Forwarded", "for=10.0.0.1")
                        .body())
                .isEqualTo("/api/v1/models/a%2Fb?x=%20y /registry " + place + " 127.0.0.1 null");
        assertThat(ask("/registry/.well-known/oauth-protected-resource").body())
                .startsWith("/.well-known/oauth-protected-resource ");
        assertThat(ask("/.well-known/oauth-protected-resource/registry").body())
                .startsWith("/.well-known/oauth-protected-resource /registry ");
        assertThat(ask("/registry/actuator/prometheus").statusCode()).isEqualTo(404);
        assertThat(ask("/registry/%61ctuator/prometheus").statusCode()).isEqualTo(404);
        assertThat(ask("/registry/actuator/health").statusCode()).isEqualTo(200);
        assertThat(ask("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void leadsBackToWhereTheCallerCameFrom() throws Exception {
        assertThat(ask("/registry/api/v1/made").headers().firstValue("Location").orElseThrow())
                .isEqualTo("/registry/api/v1/models/fraud");
    }

    @Test
    void passesOnWhenToComeBackAndSaysItWhereNobodyAnswers() throws Exception {
        assertThat(ask("/registry/api/v1/busy").headers().firstValue("Retry-After"))
                .contains("7");

        HttpResponse<String> away = ask("/approval/api/v1/promotions");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).contains("5");
        assertThat(away.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(away.body()).contains("https://cairn.dev/problems/unavailable", "\"next\"");
    }

    /** The service has the first part before the rest is sent, and more than nginx would take by default. */
    @Test
    void passesAnUploadOnWhileItComes() throws Exception {
        int parts = 64;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("PUT /registry/api/v1/blobs/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                                    + parts * PART + "\r\n\r\n")
                            .getBytes(UTF_8));
            out.write(new byte[PART]);
            out.flush();
            begun.await();
            for (int i = 1; i < parts; i++) {
                out.write(new byte[PART]);
            }
            out.flush();
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .endsWith(Integer.toString(parts * PART));
        }
        try (var kept = Files.walk(directory.resolve("client-body"))) {
            assertThat(kept.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
