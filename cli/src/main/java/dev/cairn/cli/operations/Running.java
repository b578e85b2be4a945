package dev.cairn.cli.operations;

import dev.cairn.cli.Pause;
import dev.cairn.cli.remote.Api;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Work of a service that takes its time: started, then asked for until it has ended. */
public final class Running {

    private static final long PAUSE_MILLIS = 200;

    /** Between two lines about the same thing, so that hours fit into a terminal. */
    private static final Duration BREATH = Duration.ofSeconds(2);

    private Running() {}

    /**
     * Starts it and waits for its end, showing how far it is.
     *
     * @param collection where it is started with POST; {@code id} in the answer names it
     * @return as it stands at its end
     */
    public static JsonNode await(Api api, String collection, PrintWriter out) {
        JsonNode begun = api.post(collection, Map.of());
        return follow(api, collection + "/" + begun.path("id").asString(), begun, out);
    }

    /**
     * Waits for the end of what was started before.
     *
     * @param path of the run
     * @param state what is known of it by now
     */
    static JsonNode follow(Api api, String path, JsonNode state, PrintWriter out) {
        Api patient = api.unhurried();
        JsonNode known = state;
        String shown = "";
        Instant next = Instant.MIN;
        while (known.path("state").asString().equalsIgnoreCase("running")) {
            String progress = Pace.of(known, Instant.now());
            if (!progress.equals(shown) && !progress.isEmpty() && Instant.now().isAfter(next)) {
                out.println("  " + progress);
                out.flush();
                shown = progress;
                next = Instant.now().plus(BREATH);
            }
            Pause.ofMillis(PAUSE_MILLIS);
            known = patient.get(path);
        }
        return known;
    }
}
