package dev.cairn.cli.operations;

import dev.cairn.cli.Pause;
import dev.cairn.cli.remote.Api;
import java.io.PrintWriter;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Work of a service that takes its time: started, then asked for until it has ended. */
public final class Running {

    private static final long PAUSE_MILLIS = 200;

    private Running() {}

    /**
     * Starts it and waits for its end, showing how far it is.
     *
     * @param collection where it is started with POST; {@code id} in the answer names it
     * @return as it stands at its end
     */
    public static JsonNode await(Api api, String collection, PrintWriter out) {
        JsonNode state = api.post(collection, Map.of());
        String base = collection.substring(0, collection.lastIndexOf('/') + 1);
        String path = (collection.contains("/operations/") ? base : collection + "/")
                + state.path("id").asString();
        String shown = "";
        while (state.path("state").asString().equalsIgnoreCase("running")) {
            String progress = progress(state);
            if (!progress.equals(shown) && !progress.isEmpty()) {
                out.println("  " + progress);
                out.flush();
                shown = progress;
            }
            Pause.ofMillis(PAUSE_MILLIS);
            state = api.get(path);
        }
        return state;
    }

    /** A verification's own sentence, or an operation's counts and what it is at. */
    private static String progress(JsonNode state) {
        if (state.has("progress")) {
            return state.path("progress").asString();
        }
        String of =
                state.hasNonNull("expected") ? " of " + state.path("expected").asString() : "";
        return (state.path("done").asString("") + of + " "
                        + state.path("message").asString(""))
                .strip();
    }
}
