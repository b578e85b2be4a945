package dev.cairn.events.approval;

import dev.cairn.events.manifest.ArtifactRole;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version needs to get to a stage.
 *
 * @param reviews how many people of which roles have to approve; where there are none, passing the checks is enough
 * @param thresholds what the metrics in the manifest have to reach
 * @param artifacts roles of which the version has to have at least one artifact
 * @param documents roles of artifacts that every reviewer confirms to have read, such as {@code model-card}
 * @param stageBefore whether the version has to have been promoted to the stage before
 * @param requestDays how many days a request stays open
 * @param approvalDays for how many days an approval allows deployments; absent: until it is revoked
 * @param signInMinutes how long ago a reviewer may have signed in; absent: does not matter
 */
public record Policy(
        List<RequiredReviews> reviews,
        List<Threshold> thresholds,
        List<ArtifactRole> artifacts,
        List<ArtifactRole> documents,
        boolean stageBefore,
        int requestDays,
        @Nullable Integer approvalDays,
        @Nullable Integer signInMinutes) {

    /**
     * @param role of those who may review, as in {@code approver:<role>}
     * @param count how many different people of the role have to approve
     */
    public record RequiredReviews(String role, int count) {}

    /**
     * @param metric its name in the manifest
     * @param split the part of the data that it was measured on; absent: any
     * @param atLeast the lowest value that passes; absent: there is none
     * @param atMost the highest value that passes; absent: there is none
     */
    public record Threshold(
            String metric,
            @Nullable String split,
            @Nullable BigDecimal atLeast,
            @Nullable BigDecimal atMost) {}
}
