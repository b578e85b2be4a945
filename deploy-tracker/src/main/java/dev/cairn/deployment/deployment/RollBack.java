package dev.cairn.deployment.deployment;

import static dev.cairn.deployment.TrackerRefusal.ALREADY_RUNS;
import static dev.cairn.deployment.TrackerRefusal.NOTHING_RUNS;
import static dev.cairn.deployment.TrackerRefusal.ROLLBACK_IMPOSSIBLE;

import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.deployment.standing.Standing;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.platform.problem.Refused;
import java.util.List;
import java.util.UUID;

/**
 * Runs again what ran there before, by the approval that it had: nobody is asked, so it works while approval is away.
 *
 * @param promotion by which it ran then
 * @param standing with that promotion
 */
record RollBack(UUID deployment, Subject subject, UUID promotion, Place place, Standing standing, String reason)
        implements DeploymentCommand {

    @Override
    public List<DeploymentEvent> decide(DeploymentState state) {
        standing.requireSight(subject.stage());
        Place.Running running = place.running();
        if (running == null) {
            throw new Refused(NOTHING_RUNS, "Nothing of " + subject.version().model() + " runs at " + subject.target());
        }
        standing.objection(subject.stage()).ifPresent(objection -> {
            throw new Refused(ROLLBACK_IMPOSSIBLE, objection);
        });
        if (running.digest().equals(subject.digest())) {
            throw new Refused(ALREADY_RUNS, subject.version() + " runs at " + subject.target());
        }
        return List.of(new RolledBack(
                deployment,
                subject.version(),
                subject.digest(),
                subject.target(),
                subject.stage(),
                promotion,
                running.deployment(),
                running.version(),
                reason));
    }
}
