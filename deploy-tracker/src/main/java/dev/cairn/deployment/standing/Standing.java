package dev.cairn.deployment.standing;

import static dev.cairn.deployment.TrackerRefusal.MODEL_PARKED;

import dev.cairn.events.types.Stage;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.problem.Refused;
import java.util.Optional;

/**
 * What speaks against running a version, as far as it was taken in.
 *
 * @param retiring it was retired, or was confirmed to be free for it
 * @param revoked the approval by which it would run was taken back
 * @param lapsed the newest approval allows nothing new any more; false where a promotion is given by which it ran or was allowed
 * @param parked events of its model wait, so the rest may be out of date
 */
public record Standing(VersionId version, boolean retiring, boolean revoked, boolean lapsed, boolean parked) {

    /** Why it may not run at the stage, in one sentence; empty where nothing speaks against it. */
    public Optional<String> objection(Stage stage) {
        if (blind(stage)) {
            return Optional.of(parkedSentence());
        }
        if (retiring) {
            return Optional.of(version + " was retired");
        }
        return revoked
                ? Optional.of("The approval of " + version + " for " + stage + " was revoked")
                : Optional.empty();
    }

    /** Why it may not be deployed to the stage anew; what runs, or ran, by an approval that lapsed may do so again. */
    public Optional<String> objectionToNew(Stage stage) {
        return objection(stage)
                .or(() -> lapsed
                        ? Optional.of("The approval of " + version + " for " + stage
                                + " lapsed, so it has to be promoted anew")
                        : Optional.empty());
    }

    /** @throws Refused when events of the model wait and the stage is production */
    public void requireSight(Stage stage) {
        if (blind(stage)) {
            throw new Refused(MODEL_PARKED, parkedSentence());
        }
    }

    private boolean blind(Stage stage) {
        return parked && stage == Stage.PROD;
    }

    private String parkedSentence() {
        return "Events of model " + version.model() + " wait to be taken in, so nothing of it may start in production";
    }
}
