package dev.cairn.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.types.Sha256Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a registry that keeps what arrives of a part, and then does what a test says. */
class UploadInPartsTest {

    private static final int PART = 1000;

    @TempDir
    private Path directory;

    private final byte[] content = new byte[3500];
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;

    /** Status of the answers to parts, in turn; 0 for a connection that breaks. 200 when there are no more. */
    private final List<Integer> answers = new ArrayList<>();

    /** How many bytes of a part that is not answered with 200 arrive all the same. */
    private int kept;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/api/v1/uploads", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        requests.add(
                exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("Upload-Offset"));
        switch (exchange.getRequestMethod()) {
            case "PATCH" -> append(exchange, answers.isEmpty() ? 200 : answers.remove(0));
            case "POST" -> {
                exchange.getResponseHeaders().add("Location", "/api/v1/uploads/1");
                answer(exchange, 201);
            }
            default -> answer(exchange, 200);
        }
    }

    private void append(HttpExchange exchange, int status) throws IOException {
        byte[] part = exchange.getRequestBody().readAllBytes();
        arrived.write(part, 0, status == 200 ? part.length : Math.min(kept, part.length));
        if (status == 0) {
            exchange.close();
            return;
        }
        answer(exchange, status);
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Upload-Offset", Integer.toString(arrived.size()));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void send() throws IOException {
        Path file = Files.write(directory.resolve("model.bin"), content);
        var registry =
                new Api(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), () -> "token");
        UploadInParts.send(registry, file, Sha256Digest.of(content), PART, 1, line -> {});
    }

    @Test
    void goesOnWithWhatArrivedWhereAConnectionBroke() throws IOException {
        answers.addAll(List.of(200, 0));
        kept = 300;

        send();

        assertThat(arrived.toByteArray()).isEqualTo(content);
        assertThat(requests)
                .containsExactly(
                        "POST null",
                        "PATCH 0",
                        "PATCH 1000",
                        "HEAD null",
                        "PATCH 1300",
                        "PATCH 2300",
                        "PATCH 3300",
                        "POST null");
    }

    @Test
    void waitsForARegistryThatCannotTakeThePartNow() throws IOException {
        answers.addAll(List.of(409, 503, 200));

        send();

        assertThat(arrived.toByteArray()).isEqualTo(content);
    }

    @Test
    void givesUpAtOnceWhatIsRefusedForGood() {
        answers.add(413);

        assertThatExceptionOfType(Failure.class).isThrownBy(this::send).withMessageContaining("413");
        assertThat(requests).containsExactly("POST null", "PATCH 0");
    }

    @Test
    void givesUpWhereNothingMoreArrives() {
        for (int i = 0; i < 20; i++) {
            answers.add(503);
        }

        assertThatExceptionOfType(Failure.class).isThrownBy(this::send).withMessageContaining("503");
        assertThat(answers).isNotEmpty();
    }
}
