package dev.cairn.events.manifest;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A version's manifest, as it was submitted and as far as Cairn understands it. Schema:
 * {@code https://cairn.dev/schemas/manifest.v1.json}; explained in docs/manifest.md.
 *
 * @param document as submitted; its canonical form (RFC 8785) is what the digest is of
 * @param artifacts at least one with role {@code weights}; paths differ, also without regard to case
 * @param parameters numbers, texts and truth values by name
 */
public record Manifest(
        ObjectNode document,
        List<Artifact> artifacts,
        Optional<CodeReference> code,
        List<DataReference> data,
        Map<String, JsonNode> parameters,
        List<Metric> metrics,
        List<ParentReference> parents,
        @Nullable String description,
        @Nullable String changeNote,
        @Nullable String experiment) {

    /** Largest manifest, in bytes as submitted: a little under the limit of an event, which also names the version. */
    public static final int MAX_BYTES = 4 * 1024 * 1024 - 4096;

    /** Deepest nesting; less than what is read, because events and answers hold manifests. */
    public static final int MAX_DEPTH = EventCodec.MAX_DEPTH - 4;

    public static final int MAX_ARTIFACTS = 10_000;

    public static final int MAX_PARENTS = 100;

    /**
     * Reads a manifest.
     *
     * @param json in UTF-8
     * @throws ManifestFaults with everything that is wrong
     */
    public static Manifest parse(byte[] json) {
        return ManifestReader.read(json);
    }

    /**
     * Reads a manifest that was accepted when its version was registered, perhaps by rules older than these. Never refuses:
     * a part that today's rules would not accept is left out.
     *
     * @param document as in {@code VersionRegistered}
     */
    public static Manifest registered(ObjectNode document) {
        return ManifestReader.registered(document);
    }

    /** The SHA-256 of the canonical form: the version's digest. */
    public Sha256Digest digest() {
        return CanonicalJson.digest(document);
    }

    /**
     * What identifies the weights: the digest of the one artifact with role {@code weights}; where there are several, the
     * SHA-256 of their digests as text, each followed by a line feed, in the manifest's order.
     */
    public Sha256Digest weights() {
        List<Sha256Digest> weights = artifacts.stream()
                .filter(artifact -> artifact.role() == ArtifactRole.WEIGHTS)
                .map(Artifact::digest)
                .toList();
        if (weights.size() == 1) {
            return weights.get(0);
        }
        var list = new StringBuilder();
        weights.forEach(digest -> list.append(digest).append('\n'));
        return Sha256Digest.of(list.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** The size of all artifacts together, in bytes. */
    public long bytes() {
        return artifacts.stream().mapToLong(Artifact::size).sum();
    }
}
