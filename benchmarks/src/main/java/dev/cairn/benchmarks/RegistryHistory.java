package dev.cairn.benchmarks;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.access.AccessEvent.Outcome;
import dev.cairn.events.access.AccessEvent.RetrievalFinished;
import dev.cairn.events.access.AccessEvent.RetrievalStarted;
import dev.cairn.events.registry.ModelEvent.AliasAssigned;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.registry.VersionEvent.IntegrityVerified;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionTagged;
import dev.cairn.events.types.Alias;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.TagKey;
import dev.cairn.events.types.VersionId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Years of a registry: models that get a version each in turn; a version is tagged twice, becomes an alias, is retrieved, and is
 * read again by the scrubber.
 */
final class RegistryHistory {

    private static final int MODELS = 1_000;

    private final String purpose;
    private final int events;
    private final Consumer<RecordedEvent> taker;
    private final Map<String, Long> sequences = new HashMap<>();
    private int told;

    /** @param purpose begins the name of each model */
    RegistryHistory(String purpose, int events, Consumer<RecordedEvent> taker) {
        this.purpose = purpose;
        this.events = events;
        this.taker = taker;
    }

    /** Gives the taker every event, in the order in which they happen. */
    void tell() {
        for (int version = 0; ; version++) {
            for (int model = 0; model < MODELS; model++) {
                if (told >= events) {
                    return;
                }
                tell(new ModelName(purpose + "-" + model), version);
            }
        }
    }

    private void tell(ModelName model, int version) {
        if (version == 0) {
            happens(new ModelRegistered(
                    model,
                    "Tells refunds from purchases, for the disputes desk",
                    LabelScheme.SEMANTIC,
                    Sensitivity.OPEN));
        }
        var label = new Label("1.0." + version);
        var id = new VersionId(model, label);
        Sha256Digest weights = digest("weights of " + id);
        ObjectNode manifest = manifest(id, weights);
        happens(new VersionRegistered(
                id, CanonicalJson.digest(manifest), LabelScheme.SEMANTIC, weights, 4_196_348, manifest));
        happens(new VersionTagged(id, new TagKey("team"), "payments", null));
        happens(new VersionTagged(id, new TagKey("trained-on"), "2026-q3", null));
        happens(new AliasAssigned(
                model, new Alias("candidate"), label, version == 0 ? null : new Label("1.0." + (version - 1))));
        happens(new IntegrityVerified(id, CanonicalJson.digest(manifest), 2, 4_196_348));
        UUID session = UUID.randomUUID();
        happens(new RetrievalStarted(session, id, CanonicalJson.digest(manifest), null, "cairn 1.0"));
        happens(new RetrievalFinished(session, id, Outcome.COMPLETE, 4_196_348));
    }

    private void happens(Event event) {
        if (told < events) {
            told++;
            taker.accept(Events.recorded(event, sequences.merge(event.stream(), 1L, Long::sum) - 1));
        }
    }

    private static ObjectNode manifest(VersionId id, Sha256Digest weights) {
        List<Map<String, Object>> artifacts = List.of(
                artifact("model.onnx", "weights", 4_194_304, weights),
                artifact("MODEL_CARD.md", "model-card", 2_044, digest("card of " + id)));
        return EventCodec.json()
                .valueToTree(Map.of(
                        "manifestVersion",
                        1,
                        "changeNote",
                        "Trained on the third quarter; one feature less.",
                        "artifacts",
                        artifacts,
                        "code",
                        Map.of("repository", "https://git.example.com/risk/fraud.git", "commit", "8f1f2b3c".repeat(5)),
                        "parameters",
                        Map.of("learning_rate", 0.05, "epochs", 20, "objective", "log-loss"),
                        "metrics",
                        List.of(metric("recall", 0.91), metric("precision", 0.88))));
    }

    private static Map<String, Object> artifact(String path, String role, long size, Sha256Digest digest) {
        return Map.of(
                "path",
                path,
                "role",
                role,
                "size",
                size,
                "mediaType",
                "application/octet-stream",
                "digest",
                digest.value());
    }

    private static Map<String, Object> metric(String name, double value) {
        return Map.of("name", name, "value", value, "split", "test", "better", "higher");
    }

    private static Sha256Digest digest(String text) {
        return Sha256Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
