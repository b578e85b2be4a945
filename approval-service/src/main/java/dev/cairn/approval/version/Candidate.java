package dev.cairn.approval.version;

import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.events.manifest.Metric;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.VersionId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A version as its promotion depends on it, as far as it was taken in.
 *
 * @param makers who registered this content, under this name or another, and the persons answerable for machines that did
 * @param registered the event that registered it
 * @param documents the first artifact of each role
 * @param obstacles what speaks against it whatever a policy says; at most one of each kind
 * @param promotions the event that approved it for a stage, where that was not revoked
 */
public record Candidate(
        VersionId version,
        Sha256Digest digest,
        List<Actor> makers,
        UUID registered,
        List<Metric> metrics,
        List<Document> documents,
        List<Obstacle> obstacles,
        Map<Stage, UUID> promotions) {

    Candidate with(List<Actor> by, List<Obstacle> against, Map<Stage, UUID> approved) {
        return new Candidate(version, digest, by, registered, metrics, documents, against, approved);
    }

    public record Document(ArtifactRole role, ArtifactPath path, Sha256Digest digest) {}

    /**
     * @param words what is so, for example {@code deprecated: superseded}
     * @param evidence the event that says so
     */
    public record Obstacle(Kind kind, String words, UUID evidence) {}

    public enum Kind {
        /** The store does not have what was registered any more. */
        DAMAGE,
        DEPRECATION,
        /** Retired, or confirmed to be unused and about to retire. */
        RETIREMENT
    }
}
