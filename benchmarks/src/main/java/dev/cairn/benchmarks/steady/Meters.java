package dev.cairn.benchmarks.steady;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each instance says of itself, looked at often and kept once for each interval. */
final class Meters {

    /** Of each interval the least, which is what is left after a collection; or the most. */
    private enum Kept {
        LEAST,
        MOST
    }

    private static final Map<String, Kept> KEPT = new LinkedHashMap<>();

    static {
        KEPT.put("jvm_memory_used_bytes{area=\"heap\"", Kept.LEAST);
        KEPT.put("cairn_relay_lag_events", Kept.MOST);
        KEPT.put("cairn_relay_lag_seconds", Kept.MOST);
        KEPT.put("cairn_inbox_lag_events", Kept.MOST);
        KEPT.put("cairn_log_checkpoint_age_seconds", Kept.MOST);
    }

    private final Place place;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Series, List<Double>> kept = new LinkedHashMap<>();
    private final Map<Series, Double> now = new LinkedHashMap<>();

    Meters(Place place) {
        this.place = place;
    }

    /** A meter of an instance; {@code meter} without labels and unit. */
    record Series(String instance, String meter) {}

    /** @throws IOException when an instance does not answer */
    void look() throws IOException, InterruptedException {
        for (var service : place.services().entrySet()) {
            for (URI instance : service.getValue()) {
                String text = read(instance);
                String name = service.getKey() + "@" + instance.getPort();
                KEPT.forEach((meter, which) -> keep(name, meter, which, text));
            }
        }
    }

    private String read(URI instance) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(instance.toString().replaceAll("/$", "") + "/actuator/prometheus"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + place.tokens().get("ada"))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private void keep(String instance, String meter, Kept which, String text) {
        List<Double> values = text.lines()
                .filter(line -> line.startsWith(meter))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
        if (!values.isEmpty()) {
            double value = values.stream().mapToDouble(Double::doubleValue).sum();
            now.merge(
                    new Series(instance, meter.replaceAll("\\{.*", "")),
                    value,
                    which == Kept.LEAST ? Math::min : Math::max);
        }
    }

    /** Ends an interval; answers what was kept of it. */
    Map<Series, Double> endInterval() {
        var interval = Map.copyOf(now);
        now.forEach((series, value) ->
                kept.computeIfAbsent(series, it -> new ArrayList<>()).add(value));
        now.clear();
        return interval;
    }

    Map<Series, List<Double>> kept() {
        return kept;
    }
}
