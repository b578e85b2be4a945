package dev.cairn.deployment.deployment;

import static dev.cairn.deployment.TrackerRefusal.NOTHING_RUNS;
import static dev.cairn.deployment.TrackerRefusal.ROLLBACK_IMPOSSIBLE;
import static dev.cairn.deployment.TrackerRefusal.STATE_DIFFERS;

import dev.cairn.deployment.board.DeploymentEntry;
import dev.cairn.deployment.board.Deployments;
import dev.cairn.deployment.board.RollbackTargets;
import dev.cairn.deployment.board.RollbackTargets.Former;
import dev.cairn.deployment.board.TargetEntry;
import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.deployment.deployment.RollbackApi.NewRollback;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.TargetName;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.problem.Refused;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what runs again, ends what is under way, and rolls back. */
@Component
class Rollbacks {

    private final Commands commands;
    private final RollbackTargets rollbackTargets;
    private final Grounds grounds;
    private final Deployments deployments;

    Rollbacks(Commands commands, RollbackTargets rollbackTargets, Grounds grounds, Deployments deployments) {
        this.commands = commands;
        this.rollbackTargets = rollbackTargets;
        this.grounds = grounds;
        this.deployments = deployments;
    }

    /**
     * Within a write, under the model's lock.
     *
     * @throws Refused when nothing runs there, or something else than what is to be rolled back from, or what should run again
     *     never did, was revoked or was retired
     */
    DeploymentEntry rollBack(TargetEntry target, ModelName model, NewRollback wanted, String reason) {
        Place place = grounds.place(model, target.target());
        requireRunning(place, target.target(), model, wanted.from());
        Former former = former(target.target(), model, wanted.to());
        if (place.underWay() != null) {
            commands.send(new GiveWay(place.underWay()));
        }
        UUID id = UUID.randomUUID();
        commands.send(new RollBack(
                id,
                new Subject(former.version(), former.digest(), target.target(), target.stage()),
                former.promotion(),
                place,
                grounds.standing(former.version(), former.promotion()),
                reason));
        return deployments.find(id).orElseThrow();
    }

    private static void requireRunning(Place place, TargetName target, ModelName model, @Nullable Label from) {
        Place.Running running = place.running();
        if (running == null) {
            throw new Refused(NOTHING_RUNS, "Nothing of " + model + " runs at " + target);
        }
        if (from != null && !running.version().label().equals(from)) {
            throw new Refused(
                    STATE_DIFFERS,
                    running.version() + " runs at " + target + " and not " + from + ", so nothing was rolled back");
        }
    }

    private Former former(TargetName target, ModelName model, @Nullable Label to) {
        return (to == null ? rollbackTargets.previous(target, model) : rollbackTargets.named(target, model, to))
                .orElseThrow(() -> new Refused(
                        ROLLBACK_IMPOSSIBLE,
                        to == null
                                ? "No version of " + model + " that may still run ran at " + target + " before"
                                : model + "/" + to + " never ran at " + target));
    }
}
