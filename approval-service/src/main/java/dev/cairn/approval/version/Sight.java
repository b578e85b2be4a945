package dev.cairn.approval.version;

import static dev.cairn.approval.ApprovalRefusal.CANDIDATE_PARKED;

import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Stage;
import dev.cairn.platform.inbox.ParkedKeys;
import dev.cairn.platform.problem.Refused;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether what was taken in of a model is good enough to decide in its favour. For production it is not while events of the
 * model wait: one of them may tell of damage or of an end. To be asked before anything else is read, for what waits may be taken
 * in meanwhile, and then is not in what was read.
 */
@Component
public final class Sight {

    private final ParkedKeys parked;

    Sight(ParkedKeys parked) {
        this.parked = parked;
    }

    /** Why nothing of the model may get to the stage now, in one sentence; empty where nothing hides. */
    public Optional<String> objection(ModelName model, Stage stage) {
        return stage == Stage.PROD && parked.isParked("model:" + model)
                ? Optional.of(
                        "Events of model " + model + " wait to be taken in, so nothing of it may get to production.")
                : Optional.empty();
    }

    /** @throws Refused when nothing of the model may get to the stage now */
    void require(ModelName model, Stage stage) {
        objection(model, stage).ifPresent(objection -> {
            throw new Refused(CANDIDATE_PARKED, objection);
        });
    }
}
