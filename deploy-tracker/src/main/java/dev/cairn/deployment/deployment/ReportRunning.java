package dev.cairn.deployment.deployment;

import static dev.cairn.deployment.TrackerRefusal.DIGEST_DIFFERS;
import static dev.cairn.deployment.TrackerRefusal.STATE_DIFFERS;

import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.DriftDetected;
import dev.cairn.events.deployment.DeploymentEvent.DriftResolved;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.problem.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The target says what it runs. What was started runs from its first such report, unless the target runs something else: then
 * it does not run yet. Later reports are compared: another digest, or none, is drift until the right one is reported again.
 *
 * @param observed the digest of what runs; absent where the target can name none
 * @param note what the target says; may be empty
 * @param place what runs there of the model: what this one replaces, or this one
 */
record ReportRunning(UUID deployment, @Nullable Sha256Digest observed, String note, Place place)
        implements DeploymentCommand {

    @Override
    public List<DeploymentEvent> decide(DeploymentState state) {
        return switch (state.phase()) {
            case STARTED -> runs(state.subject());
            case RUNNING -> compared(state);
            default -> throw new Refused(STATE_DIFFERS, "Deployment " + deployment + " was not started, or is over");
        };
    }

    private List<DeploymentEvent> runs(Subject subject) {
        if (observed != null && !observed.equals(subject.digest())) {
            throw new Refused(DIGEST_DIFFERS, subject.target() + " runs " + observed + ", not " + subject.digest());
        }
        List<DeploymentEvent> events = new ArrayList<>();
        UUID replaced = place.running() == null ? null : place.running().deployment();
        events.add(new Deployed(
                deployment, subject.version(), subject.digest(), subject.target(), subject.stage(), replaced));
        if (observed == null) {
            events.add(drift(subject));
        }
        return events;
    }

    private List<DeploymentEvent> compared(DeploymentState state) {
        if (place.running() == null || !place.running().deployment().equals(deployment)) {
            throw new Refused(STATE_DIFFERS, "Another deployment took the place of " + deployment);
        }
        Subject subject = state.subject();
        if (subject.digest().equals(observed)) {
            return state.drift().isEmpty()
                    ? List.of()
                    : List.of(new DriftResolved(deployment, subject.version(), subject.target(), subject.digest()));
        }
        boolean known = state.drift()
                .filter(drift -> Objects.equals(drift.observed(), observed))
                .isPresent();
        return known ? List.of() : List.of(drift(subject));
    }

    private DriftDetected drift(Subject subject) {
        return new DriftDetected(deployment, subject.version(), subject.target(), subject.digest(), observed, note);
    }
}
