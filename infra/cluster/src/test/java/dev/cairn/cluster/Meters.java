package dev.cairn.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What an instance tells Prometheus. */
final class Meters {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Meters() {}

    /** The greatest value of a meter, 0 where the service has none of it, infinite where it does not answer. */
    static double greatest(int port, String name) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return CLIENT.send(request, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            return Double.POSITIVE_INFINITY;
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }
}
