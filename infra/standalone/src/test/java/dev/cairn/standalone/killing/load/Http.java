package dev.cairn.standalone.killing.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.remote.Endpoints;
import dev.cairn.events.EventCodec;
import dev.cairn.standalone.histories.Call;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * One caller's requests to one service, answered or not. Where it has several instances, a caller stays with one until that fails
 * it, and turns to the next then.
 */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String service;
    private final List<URI> instances;
    private final Reach reach;
    private final Supplier<String> token;
    private final AtomicInteger chosen =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(2));

    Http(String service, Function<Endpoints, URI> address, Reach reach, Supplier<String> token) {
        this.service = service;
        this.instances = reach.instances().stream().map(address).toList();
        this.reach = reach;
        this.token = token;
    }

    public record Answer(int status, HttpResponse<byte[]> response) {
        public JsonNode json() {
            return EventCodec.json().readTree(response.body());
        }

        public byte[] body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return response.request().method() + " " + response.uri() + " → " + status + " "
                    + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** @throws IOException when there is no answer, or half of one */
    public Answer get(String path) throws IOException {
        return send(request(path).GET());
    }

    /** @throws AssertionError where the answer is no success */
    public JsonNode read(String path) throws IOException {
        Answer answer = get(path);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    /** All pages of a list. */
    public List<JsonNode> all(String path) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            String separator = path.contains("?") ? "&" : "?";
            JsonNode page = read(path + (cursor.isEmpty() ? "" : separator + "cursor=" + cursor));
            page.path("items").forEach(all::add);
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    Answer head(String path) throws IOException {
        return send(request(path).method("HEAD", BodyPublishers.noBody()));
    }

    /** @param operation is idempotency key and correlation id */
    public Answer write(String method, String path, Object body, String operation) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", operation)
                .header("X-Correlation-Id", operation)
                .method(method, BodyPublishers.ofByteArray(EventCodec.json().writeValueAsBytes(body))));
    }

    /**
     * As whoever calls.
     *
     * @param operation is idempotency key and correlation id
     */
    public Answer send(Call call, String operation) throws IOException {
        boolean bytes = call.body() instanceof byte[];
        byte[] content =
                call.body() instanceof byte[] it ? it : EventCodec.json().writeValueAsBytes(call.body());
        return send(HttpRequest.newBuilder(address().resolve(call.path()))
                .timeout(reach.patience())
                .header("Authorization", "Bearer " + call.token())
                .header("Content-Type", bytes ? "application/octet-stream" : "application/json")
                .header("Idempotency-Key", operation)
                .header("X-Correlation-Id", operation)
                .method(call.method(), BodyPublishers.ofByteArray(content)));
    }

    /** Sends bytes at the pace of a network, so that a crash finds them under way. */
    public Answer bytes(String method, String path, byte[] content, long offset) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/octet-stream")
                .header("Upload-Offset", Long.toString(offset))
                .method(method, paced(content)));
    }

    private static BodyPublisher paced(byte[] content) {
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new Paced(content)), Math.max(1, content.length));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address().resolve(path))
                .timeout(reach.patience())
                .header("Authorization", "Bearer " + token.get());
    }

    private URI address() {
        return instances.get(chosen.get() % instances.size());
    }

    private Answer send(HttpRequest.Builder builder) throws IOException {
        int instance = chosen.get();
        HttpRequest request = builder.build();
        long begun = System.nanoTime();
        int status = 0;
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
            status = response.statusCode();
            var answer = new Answer(status, response);
            assertThat(status != 503 || !answer.header("Retry-After").isEmpty())
                    .as("it says when to come back: %s", answer)
                    .isTrue();
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } finally {
            if (status == 0 || status == 503) {
                chosen.compareAndSet(instance, instance + 1);
            }
            reach.witness().saw(service, request.method(), begun, status);
        }
    }

    private static final class Paced extends InputStream {
        private static final int PIECE = 32 * 1024;
        private final byte[] content;
        private int position;

        Paced(byte[] content) {
            this.content = content;
        }

        @Override
        public int read() {
            return position < content.length ? content[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (position == content.length) {
                return -1;
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while sending", e);
            }
            int count = Math.min(Math.min(length, PIECE), content.length - position);
            System.arraycopy(content, position, into, offset, count);
            position += count;
            return count;
        }
    }
}
