package dev.cairn.standalone.histories;

import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.standalone.histories.Call.Service;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** What all histories share: one content of all versions, the targets, and policies that random people can meet. */
public final class Scene {

    /** Two in production. */
    static final String FIRST = "north";

    static final String SECOND = "south";
    static final String STAGING = "rehearsal";

    private static final byte[] CONTENT = {42};

    private final People people;
    private final Predicate<Call> calls;

    /** @param calls sends a call, and says whether its answer is a success */
    public Scene(People people, Predicate<Call> calls) {
        this.people = people;
        this.calls = calls;
    }

    static ObjectNode artifact(String path, String role) {
        return EventCodec.json()
                .createObjectNode()
                .put("path", path)
                .put("role", role)
                .put("size", CONTENT.length)
                .put("mediaType", "application/octet-stream")
                .put("digest", Sha256Digest.of(CONTENT).value());
    }

    public void set() {
        done(Service.REGISTRY, "PUT", "/api/v1/blobs/" + Sha256Digest.of(CONTENT), CONTENT, People.MAKER);
        target(FIRST, "prod");
        target(SECOND, "prod");
        target(STAGING, "staging");
        policy("staging", policy(List.of(), List.of(), List.of(), false));
        policy(
                "prod",
                policy(
                        List.of(Map.of("role", "ml", "count", 1), Map.of("role", "risk", "count", 1)),
                        List.of(Map.of("metric", "accuracy", "atLeast", 0.5)),
                        List.of("model-card"),
                        true));
    }

    private void target(String name, String stage) {
        done(
                Service.DEPLOYMENT,
                "POST",
                "/api/v1/targets",
                Map.of("target", name, "stage", stage, "environment", "production"),
                people.governors().get(0));
    }

    private static Map<String, Object> policy(
            List<?> reviews, List<?> thresholds, List<String> documents, boolean stageBefore) {
        return Map.of(
                "reviews", reviews,
                "thresholds", thresholds,
                "artifacts", List.of(),
                "documents", documents,
                "stageBefore", stageBefore,
                "requestDays", 7);
    }

    private void policy(String stage, Map<String, Object> policy) {
        String path = "/api/v1/policies/" + stage;
        done(
                Service.APPROVAL,
                "PUT",
                path,
                Map.of("policy", policy, "reason", "agreed"),
                people.governors().get(0));
        done(
                Service.APPROVAL,
                "POST",
                path + "/adoption",
                Map.of("version", 1, "reason", "agreed"),
                people.governors().get(1));
    }

    private void done(Service service, String method, String path, Object body, String person) {
        if (!calls.test(new Call(service, method, path, body, people.token(person), answer -> {}))) {
            throw new AssertionError(method + " " + path + " was not done");
        }
    }
}
