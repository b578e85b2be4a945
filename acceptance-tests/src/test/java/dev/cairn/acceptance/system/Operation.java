package dev.cairn.acceptance.system;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What administrators have a running service do. */
public final class Operation {

    private Operation() {}

    /**
     * Starts it and waits for its end.
     *
     * @param service as an administrator uses it
     * @throws AssertionError when it failed
     */
    public static JsonNode done(Remote service, String name) {
        Answer started = service.post("/api/v1/operations/" + name, null).expect(202);
        JsonNode ended = Waiting.until("end of " + name, () -> {
            JsonNode run = service.get(started.header("Location")).expect(200).json();
            return run.path("state").asString().equals("RUNNING") ? Optional.empty() : Optional.of(run);
        });
        if (!ended.path("state").asString().equals("DONE")) {
            throw new AssertionError(name + " did not end well: " + ended);
        }
        return ended;
    }
}
