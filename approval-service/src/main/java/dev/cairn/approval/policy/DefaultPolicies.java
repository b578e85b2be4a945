package dev.cairn.approval.policy;

import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.Policy.RequiredReviews;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.events.types.Stage;
import java.util.List;

/**
 * The policies that come with the product, version 0 of each stage: in force until governance adopts others. They stand in the
 * code, so they change with a release and never under an open request, which carries its policy.
 */
final class DefaultPolicies {

    /** Anything that is intact and in use. */
    private static final Policy DEV = new Policy(List.of(), List.of(), List.of(), List.of(), false, 14, null, null);

    /** One other person of the trade has looked at it. */
    private static final Policy STAGING =
            new Policy(List.of(new RequiredReviews("ml", 1)), List.of(), List.of(), List.of(), true, 14, null, null);

    /** Two people of different trades have read its model card, and signed within an hour of signing in. */
    private static final Policy PROD = new Policy(
            List.of(new RequiredReviews("ml", 1), new RequiredReviews("risk", 1)),
            List.of(),
            List.of(ArtifactRole.MODEL_CARD),
            List.of(ArtifactRole.MODEL_CARD),
            true,
            14,
            365,
            60);

    private DefaultPolicies() {}

    static Policy of(Stage stage) {
        return switch (stage) {
            case DEV -> DEV;
            case STAGING -> STAGING;
            case PROD -> PROD;
        };
    }
}
