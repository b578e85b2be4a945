package dev.cairn.deployment.deployment;

import static dev.cairn.deployment.TrackerRefusal.ALREADY_RUNS;
import static dev.cairn.deployment.TrackerRefusal.DEPLOYMENT_UNDER_WAY;

import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.deployment.standing.Standing;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.platform.problem.Refused;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Asks approval whether a version may run at a target. Where the answer is known to be no, it is refused at once, on record.
 * What runs there by an approval that was revoked may be asked for again: by a newer one it takes its own place.
 *
 * @param deadline until when approval may answer
 */
record RequestDeployment(UUID deployment, Subject subject, Instant deadline, Place place, Standing standing)
        implements DeploymentCommand {

    @Override
    public List<DeploymentEvent> decide(DeploymentState state) {
        standing.requireSight(subject.stage());
        if (place.underWay() != null) {
            throw new Refused(
                    DEPLOYMENT_UNDER_WAY,
                    "Deployment " + place.underWay() + " of "
                            + subject.version().model() + " to " + subject.target() + " is not over");
        }
        if (place.running() != null && place.running().rightly(subject.digest())) {
            throw new Refused(ALREADY_RUNS, subject.version() + " runs at " + subject.target());
        }
        return standing.objectionToNew(subject.stage()).map(this::refused).orElseGet(this::requested);
    }

    private List<DeploymentEvent> refused(String reason) {
        return List.of(new DeploymentRefused(
                deployment, subject.version(), subject.digest(), subject.target(), subject.stage(), reason));
    }

    private List<DeploymentEvent> requested() {
        return List.of(new DeploymentRequested(
                deployment, subject.version(), subject.digest(), subject.target(), subject.stage(), deadline));
    }
}
