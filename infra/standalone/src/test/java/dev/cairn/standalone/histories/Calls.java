package dev.cairn.standalone.histories;

import dev.cairn.events.EventCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Requests to the services, sent at the same moment where they are to race. */
final class Calls {

    private final Landscape landscape;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Map<String, Integer> answers = new TreeMap<>();

    Calls(Landscape landscape) {
        this.landscape = landscape;
    }

    /**
     * @return whether any was answered by more than that nothing is known yet of what was asked about
     * @throws AssertionError when an answer says that the service does not know what went wrong
     */
    boolean together(List<Call> calls) {
        List<CompletableFuture<Optional<HttpResponse<byte[]>>>> sent =
                calls.stream().map(this::send).toList();
        boolean told = false;
        for (int i = 0; i < sent.size(); i++) {
            Optional<HttpResponse<byte[]>> answer = sent.get(i).join();
            answer.ifPresent(this::count);
            answer.filter(it -> it.statusCode() < 300)
                    .map(it -> EventCodec.json().readTree(it.body()))
                    .ifPresent(calls.get(i).learned());
            told |= answer.filter(it -> it.statusCode() != 404).isPresent();
        }
        return told;
    }

    /** Whether the answer to this one is a success. */
    boolean succeeds(Call call) {
        Optional<HttpResponse<byte[]>> answer = send(call).join();
        answer.ifPresent(this::count);
        return answer.filter(it -> it.statusCode() < 300).isPresent();
    }

    private CompletableFuture<Optional<HttpResponse<byte[]>>> send(Call call) {
        Optional<URI> address = landscape.address(call.service());
        if (address.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        byte[] content =
                call.body() instanceof byte[] bytes ? bytes : EventCodec.json().writeValueAsBytes(call.body());
        String type = call.body() instanceof byte[] ? "application/octet-stream" : "application/json";
        HttpRequest request = HttpRequest.newBuilder(address.get().resolve(call.path()))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + call.token())
                .header("Content-Type", type)
                .method(call.method(), BodyPublishers.ofByteArray(content))
                .build();
        // No answer is one of the things that happen when a service stops
        return client.sendAsync(request, BodyHandlers.ofByteArray())
                .handle((answer, failure) -> Optional.ofNullable(answer));
    }

    private synchronized void count(HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() >= 500 && answer.statusCode() != 503) {
            throw new AssertionError(answer.request().method() + " " + answer.uri() + ": " + text);
        }
        String problem =
                answer.statusCode() < 300 ? "" : " " + text.replaceAll("(?s).*\"type\":\"[^\"]*/([^\"/]+)\".*", "$1");
        answers.merge(answer.statusCode() + problem, 1, Integer::sum);
    }

    /** How often there was which answer. */
    @Override
    public synchronized String toString() {
        return answers.toString();
    }
}
