package dev.cairn.events.registry;

import dev.cairn.events.EventType;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.TagKey;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The life of a version; stream {@code version:<model>/<label>}. Nothing after the first event changes the version itself. */
public sealed interface VersionEvent extends RegistryEvent {

    VersionId version();

    @Override
    default String stream() {
        return "version:" + version();
    }

    @Override
    default String key() {
        return "model:" + version().model();
    }

    /**
     * A version exists from now on and cannot change.
     *
     * @param digest the SHA-256 of {@code manifest} in canonical JSON (RFC 8785)
     * @param scheme the scheme that made the label
     * @param weights the digest of the weights: of the one artifact with role {@code weights}, or of the list of all of
     *     them in the manifest's order
     * @param bytes the size of all artifacts together
     * @param manifest the manifest as it was submitted, so that anyone can recompute {@code digest}; schema
     *     {@code https://cairn.dev/schemas/manifest.v1.json}
     */
    @EventType("dev.cairn.registry.VersionRegistered.v1")
    record VersionRegistered(
            VersionId version,
            Sha256Digest digest,
            LabelScheme scheme,
            Sha256Digest weights,
            long bytes,
            ObjectNode manifest)
            implements VersionEvent {}

    /**
     * A tag of the version has another value, or a first one.
     *
     * @param value at most 1,024 characters; may be empty
     * @param previous the value before; absent when the key is new
     */
    @EventType("dev.cairn.registry.VersionTagged.v1")
    record VersionTagged(
            VersionId version,
            TagKey tag,
            String value,
            @Nullable String previous) implements VersionEvent {}

    /**
     * The version does not carry the tag any more.
     *
     * @param previous its last value
     */
    @EventType("dev.cairn.registry.VersionUntagged.v1")
    record VersionUntagged(VersionId version, TagKey tag, String previous) implements VersionEvent {}

    /**
     * The scrubber read every byte of the version and found what was registered.
     *
     * @param digest the version's
     * @param artifacts how many it read
     * @param bytes how many it read
     */
    @EventType("dev.cairn.registry.IntegrityVerified.v1")
    record IntegrityVerified(VersionId version, Sha256Digest digest, int artifacts, long bytes)
            implements VersionEvent {}

    /**
     * The store no longer has what was registered.
     *
     * @param path the artifact; absent when it is the manifest itself
     * @param expected the digest as registered
     * @param found what the store has now; absent when it has nothing, or cannot be read
     * @param foundAt where it was found out: {@code scrub}, {@code download} or {@code verification}
     */
    @EventType("dev.cairn.registry.IntegrityViolated.v1")
    record IntegrityViolated(
            VersionId version,
            @Nullable ArtifactPath path,
            Sha256Digest expected,
            @Nullable Sha256Digest found,
            String foundAt)
            implements VersionEvent {}

    /**
     * The version should not be used any more; it stays retrievable.
     *
     * @param reason why, in the words of whoever deprecated it
     * @param until when it will be retired; absent where nobody knows yet
     * @param successor what to use instead; absent where there is none
     * @param migration how to change over to the successor; may be empty
     */
    @EventType("dev.cairn.registry.VersionDeprecated.v1")
    record VersionDeprecated(
            VersionId version,
            String reason,
            @Nullable Instant until,
            @Nullable VersionId successor,
            String migration) implements VersionEvent {}

    /** The version may be used again as before; whoever reads it is not warned any more. */
    @EventType("dev.cairn.registry.DeprecationWithdrawn.v1")
    record DeprecationWithdrawn(VersionId version) implements VersionEvent {}

    /**
     * Somebody wants to retire the version: the question to deploy-tracker.
     *
     * @param request names it
     * @param reason why, in the words of whoever asks
     */
    @EventType("dev.cairn.registry.RetirementRequested.v1")
    record RetirementRequested(VersionId version, UUID request, String reason) implements VersionEvent {}

    /**
     * The version does not retire by this request.
     *
     * @param request which
     * @param reason what still uses it
     */
    @EventType("dev.cairn.registry.RetirementCancelled.v1")
    record RetirementCancelled(VersionId version, UUID request, String reason) implements VersionEvent {}

    /**
     * Nobody uses the version any more, and nobody may; its metadata and history stay for ever.
     *
     * @param request by which it retired
     */
    @EventType("dev.cairn.registry.VersionRetired.v1")
    record VersionRetired(VersionId version, UUID request) implements VersionEvent {}
}
