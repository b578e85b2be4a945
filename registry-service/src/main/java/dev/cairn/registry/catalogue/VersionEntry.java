package dev.cairn.registry.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version as it is read.
 *
 * @param digest of the canonical manifest
 * @param latest whether it is the model's version registered last
 * @param damaged paths of artifacts that the store was found to have lost or altered; empty when none
 * @param stages where the version is the one promoted last
 * @param production targets of production where it runs
 * @param deprecation why it should not be used any more; absent while it may
 * @param retired since when nobody may use it; absent while somebody may
 * @param manifest as submitted; absent in lists, and in answers to changes of tags
 */
public record VersionEntry(
        ModelName model,
        Label label,
        Sha256Digest digest,
        LabelScheme scheme,
        Sha256Digest weights,
        long bytes,
        boolean latest,
        @Nullable String description,
        @Nullable String changeNote,
        Actor creator,
        @Nullable Actor answerable,
        Instant registered,
        long sequence,
        Map<String, String> tags,
        List<String> aliases,
        List<String> damaged,
        List<Stage> stages,
        List<TargetName> production,
        @Nullable Deprecation deprecation,
        @Nullable Instant retired,
        @Nullable JsonNode manifest) {

    /**
     * @param until when the version will be retired; absent where nobody knows yet
     * @param successor what to use instead; absent where there is nothing
     * @param migration how to change over; may be empty
     */
    public record Deprecation(
            String reason,
            Instant since,
            @Nullable Instant until,
            @Nullable VersionId successor,
            String migration) {}

    @JsonIgnore
    public VersionId id() {
        return new VersionId(model, label);
    }

    /** With that manifest, or none: it can have megabytes, and whoever changes something about a version has it. */
    public VersionEntry with(@Nullable JsonNode other) {
        return new VersionEntry(
                model,
                label,
                digest,
                scheme,
                weights,
                bytes,
                latest,
                description,
                changeNote,
                creator,
                answerable,
                registered,
                sequence,
                tags,
                aliases,
                damaged,
                stages,
                production,
                deprecation,
                retired,
                other);
    }
}
