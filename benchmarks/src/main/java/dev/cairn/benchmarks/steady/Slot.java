package dev.cairn.benchmarks.steady;

import dev.cairn.benchmarks.steady.Http.Answer;
import dev.cairn.benchmarks.steady.Http.Call;
import dev.cairn.events.types.Sha256Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A model and a target of its own. Its versions are registered, tagged, promoted to staging with a review, and deployed, one
 * request after the other; what another service has to know first is given some seconds.
 */
final class Slot {

    static final String CARD = "What it is for, and what not";

    private final String model;
    private final List<Step> steps;
    private byte[] content = {};
    private String promotion = "";
    private String deployment = "";
    private String pending = "";
    private String pendingDigest = "";
    private int next;

    /** The newest version that everybody knows; empty until there is one. */
    private volatile String label = "";

    private volatile String digest = "";

    /** @param propagation seconds until what one service has said is taken for known by the others; longer is an error */
    Slot(String model, int propagation) {
        this.model = model;
        this.steps = List.of(
                new Step(0, this::upload, answer -> {}),
                new Step(0, this::register, this::registered),
                new Step(0, () -> tag("team", "payments"), answer -> {}),
                new Step(0, () -> tag("trained-on", "2026-q3"), answer -> {}),
                new Step(0, this::describe, answer -> {}),
                new Step(propagation, () -> promote("dev"), answer -> {}),
                new Step(0, () -> promote("staging"), this::promoted),
                new Step(0, this::review, answer -> {}),
                new Step(propagation, this::deploy, this::deployed),
                new Step(propagation, this::report, answer -> {}));
    }

    private record Step(int pause, Supplier<Call> call, Consumer<Answer> then) {}

    /** How long to wait before the next step, in seconds. */
    int pause() {
        return steps.get(next).pause;
    }

    Call call() {
        return steps.get(next).call.get();
    }

    /** What went wrong begins anew, with another version. */
    void answered(Answer answer) {
        if (!answer.good()) {
            next = 0;
            return;
        }
        steps.get(next).then.accept(answer);
        next = (next + 1) % steps.size();
        if (next == 0) {
            label = pending;
            digest = pendingDigest;
        }
    }

    String model() {
        return model;
    }

    String label() {
        return label;
    }

    String digest() {
        return digest;
    }

    String target() {
        return model + "-target";
    }

    private Call upload() {
        content = UUID.randomUUID().toString().repeat(20).getBytes(StandardCharsets.UTF_8);
        return new Call("mia", "registry", "PUT", "/api/v1/blobs/" + Sha256Digest.of(content), content);
    }

    private Call register() {
        byte[] card = CARD.getBytes(StandardCharsets.UTF_8);
        return engineer(
                "POST",
                "/versions",
                Map.of(
                        "manifestVersion",
                        1,
                        "artifacts",
                        List.of(
                                artifact("weights", "model.bin", content),
                                artifact("model-card", "MODEL_CARD.md", card))));
    }

    private static Map<String, Object> artifact(String role, String path, byte[] content) {
        return Map.of(
                "role",
                role,
                "path",
                path,
                "size",
                content.length,
                "mediaType",
                "application/octet-stream",
                "digest",
                Sha256Digest.of(content).value());
    }

    private void registered(Answer answer) {
        pending = answer.body().path("label").asString();
        pendingDigest = answer.body().path("digest").asString();
    }

    private Call tag(String key, String value) {
        return engineer("PUT", "/versions/" + pending + "/tags/" + key, Map.of("value", value));
    }

    private Call describe() {
        return engineer("PUT", "/description", Map.of("description", "Its newest version is " + pending));
    }

    private Call engineer(String method, String path, Object body) {
        return new Call("mia", "registry", method, "/api/v1/models/" + model + path, body);
    }

    private Call promote(String stage) {
        return new Call(
                "mia",
                "approval",
                "POST",
                "/api/v1/promotions",
                Map.of("version", model + "/" + pending, "stage", stage, "reason", "better"));
    }

    private void promoted(Answer answer) {
        promotion = answer.body().path("id").asString();
    }

    private Call review() {
        return new Call(
                "lea",
                "approval",
                "POST",
                "/api/v1/promotions/" + promotion + "/reviews",
                Map.of(
                        "role",
                        "ml",
                        "verdict",
                        "APPROVE",
                        "meaning",
                        "I answer for it",
                        "confirmed",
                        List.of("model-card")));
    }

    private Call deploy() {
        return new Call(
                "dan",
                "deployment",
                "POST",
                "/api/v1/deployments",
                Map.of("version", model + "/" + pending, "target", target()));
    }

    private void deployed(Answer answer) {
        deployment = answer.body().path("id").asString();
    }

    private Call report() {
        return new Call(
                "dan",
                "deployment",
                "POST",
                "/api/v1/deployments/" + deployment + "/status",
                Map.of("status", "RUNNING", "digest", pendingDigest));
    }
}
