package dev.cairn.deployment.deployment;

import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentFailed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentLeftUnapproved;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import dev.cairn.events.deployment.DeploymentEvent.DriftDetected;
import dev.cairn.events.deployment.DeploymentEvent.DriftResolved;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.events.deployment.DeploymentEvent.Undeployed;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What decisions about a deployment depend on. That another took its place is no event of its own stream: the commands that
 * have to know are told.
 */
final class DeploymentState {

    enum Phase {
        NEW,
        REQUESTED,
        STARTED,
        RUNNING,
        OVER
    }

    /** What is deployed where. */
    record Subject(VersionId version, Sha256Digest digest, TargetName target, Stage stage) {}

    private Phase phase = Phase.NEW;
    private @Nullable Subject subject;
    private @Nullable Instant deadline;
    private @Nullable UUID promotion;
    private @Nullable DriftDetected drift;
    private boolean unapproved;

    Phase phase() {
        return phase;
    }

    boolean underWay() {
        return phase == Phase.REQUESTED || phase == Phase.STARTED;
    }

    /** To be asked for once there is a deployment. */
    Subject subject() {
        return Objects.requireNonNull(subject, "nothing was requested");
    }

    /** Whether it is too late for an answer. */
    boolean overdue(Instant now) {
        return deadline != null && !now.isBefore(deadline);
    }

    Optional<UUID> promotion() {
        return Optional.ofNullable(promotion);
    }

    /** The difference that holds now. */
    Optional<DriftDetected> drift() {
        return Optional.ofNullable(drift);
    }

    boolean unapproved() {
        return unapproved;
    }

    void evolve(DeploymentEvent event) {
        if (event instanceof DeploymentRequested e) {
            subject = new Subject(e.version(), e.digest(), e.target(), e.stage());
            deadline = e.deadline();
            phase = Phase.REQUESTED;
        } else if (event instanceof DeploymentStarted e) {
            promotion = e.promotion();
            phase = Phase.STARTED;
        } else if (event instanceof RolledBack e) {
            subject = new Subject(e.version(), e.digest(), e.target(), e.stage());
            promotion = e.promotion();
            phase = Phase.RUNNING;
        } else if (event instanceof Deployed) {
            phase = Phase.RUNNING;
        } else if (event instanceof DriftDetected e) {
            drift = e;
        } else if (event instanceof DriftResolved) {
            drift = null;
        } else if (event instanceof DeploymentLeftUnapproved) {
            unapproved = true;
        } else if (event instanceof DeploymentRefused
                || event instanceof DeploymentFailed
                || event instanceof Undeployed) {
            phase = Phase.OVER;
        }
    }
}
