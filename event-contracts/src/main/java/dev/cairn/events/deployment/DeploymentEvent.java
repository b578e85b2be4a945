package dev.cairn.events.deployment;

import dev.cairn.events.EventType;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The life of one version at one target, from the request to its end; stream {@code deployment:<id>}. */
public sealed interface DeploymentEvent extends TrackerEvent {

    /** Names the deployment. */
    UUID deployment();

    /** The version that is deployed. */
    VersionId version();

    /** Where it is deployed. */
    TargetName target();

    @Override
    default String stream() {
        return "deployment:" + deployment();
    }

    @Override
    default String key() {
        return "model:" + version().model();
    }

    /**
     * Somebody asks to run a version at a target: the question to approval.
     *
     * @param digest of the version's manifest
     * @param stage the target's
     * @param deadline until when approval may answer; no answer is no
     */
    @EventType("dev.cairn.deployment.DeploymentRequested.v1")
    record DeploymentRequested(
            UUID deployment, VersionId version, Sha256Digest digest, TargetName target, Stage stage, Instant deadline)
            implements DeploymentEvent {}

    /**
     * It is allowed, and under way.
     *
     * @param promotion the one that allows it
     */
    @EventType("dev.cairn.deployment.DeploymentStarted.v1")
    record DeploymentStarted(
            UUID deployment, VersionId version, Sha256Digest digest, TargetName target, Stage stage, UUID promotion)
            implements DeploymentEvent {}

    /**
     * It runs.
     *
     * @param replaced the deployment of the same model that ran there until now; absent where none did
     */
    @EventType("dev.cairn.deployment.Deployed.v1")
    record Deployed(
            UUID deployment,
            VersionId version,
            Sha256Digest digest,
            TargetName target,
            Stage stage,
            @Nullable UUID replaced)
            implements DeploymentEvent {}

    /**
     * It was under way and does not run.
     *
     * @param reason in the words of whoever deployed
     */
    @EventType("dev.cairn.deployment.DeploymentFailed.v1")
    record DeploymentFailed(UUID deployment, VersionId version, TargetName target, String reason)
            implements DeploymentEvent {}

    /**
     * It never started.
     *
     * @param reason why not, in one sentence
     */
    @EventType("dev.cairn.deployment.DeploymentRefused.v1")
    record DeploymentRefused(
            UUID deployment, VersionId version, Sha256Digest digest, TargetName target, Stage stage, String reason)
            implements DeploymentEvent {}

    /**
     * A version that ran there before runs there again, by the approval that it had: the first event of its deployment.
     *
     * @param promotion the one that allowed it then, and was not revoked since
     * @param from the deployment that it takes the place of
     * @param fromVersion what ran until now
     * @param reason why, in the words of whoever rolled back
     */
    @EventType("dev.cairn.deployment.RolledBack.v1")
    record RolledBack(
            UUID deployment,
            VersionId version,
            Sha256Digest digest,
            TargetName target,
            Stage stage,
            UUID promotion,
            UUID from,
            VersionId fromVersion,
            String reason)
            implements DeploymentEvent {}

    /**
     * It does not run any more, and nothing took its place.
     *
     * @param reason why, in the words of whoever removed it
     */
    @EventType("dev.cairn.deployment.Undeployed.v1")
    record Undeployed(UUID deployment, VersionId version, TargetName target, String reason)
            implements DeploymentEvent {}

    /**
     * The target says that it runs something else than what was deployed.
     *
     * @param expected the digest of what was deployed
     * @param observed the digest of what runs; absent where the target could name none
     * @param note what the target says; may be empty
     */
    @EventType("dev.cairn.deployment.DriftDetected.v1")
    record DriftDetected(
            UUID deployment,
            VersionId version,
            TargetName target,
            Sha256Digest expected,
            @Nullable Sha256Digest observed,
            String note)
            implements DeploymentEvent {}

    /**
     * The target runs what was deployed again.
     *
     * @param digest of what runs
     */
    @EventType("dev.cairn.deployment.DriftResolved.v1")
    record DriftResolved(UUID deployment, VersionId version, TargetName target, Sha256Digest digest)
            implements DeploymentEvent {}

    /**
     * It runs, and its approval was revoked. Roll back or undeploy it.
     *
     * @param promotion whose approval was revoked
     * @param reason of the revocation
     */
    @EventType("dev.cairn.deployment.DeploymentLeftUnapproved.v1")
    record DeploymentLeftUnapproved(
            UUID deployment, VersionId version, TargetName target, UUID promotion, String reason)
            implements DeploymentEvent {}
}
