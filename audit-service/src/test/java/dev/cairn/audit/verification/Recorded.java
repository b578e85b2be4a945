package dev.cairn.audit.verification;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Events as a registry records them. */
final class Recorded {

    private static final String TYPE = EventTypes.nameOf(VersionRegistered.class);

    private Recorded() {}

    /** @param artifact digest of the version's only one, {@code model.bin} */
    static VersionRegistered version(String label, Sha256Digest artifact) {
        return version(label, artifact, """
            {"note": "%s", "artifacts": [{"path": "model.bin", "digest": "%s"}]}
            """.formatted(label, artifact));
    }

    /** With a manifest that no registry would take. */
    static VersionRegistered version(String label, Sha256Digest payload, String json) {
        ObjectNode manifest = (ObjectNode) EventCodec.json().readTree(json);
        return new VersionRegistered(
                new VersionId(new ModelName("fraud"), new Label(label)),
                CanonicalJson.digest(manifest),
                LabelScheme.SEMANTIC,
                payload,
                1,
                manifest);
    }

    static RecordedEvent event(VersionRegistered registered) {
        return event(registered.stream(), EventCodec.write(registered));
    }

    /** An event that says to be a registration. */
    static RecordedEvent event(String stream, byte[] data) {
        UUID id = UUID.randomUUID();
        var headers = new EventHeaders(
                id,
                "/cairn/registry",
                TYPE,
                stream,
                Instant.parse("2026-01-01T00:00:00Z"),
                "https://cairn.dev/schemas/" + TYPE + ".json",
                Actor.of("https://id.example#mia"),
                null,
                "correlation",
                null,
                0,
                id.toString().replace("-", ""),
                null);
        return new RecordedEvent("cairn.registry", "model:fraud", headers, data);
    }
}
