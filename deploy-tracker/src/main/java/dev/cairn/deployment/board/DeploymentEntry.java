package dev.cairn.deployment.board;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version at a target.
 *
 * @param environment of the target, with cluster, region and endpoint where it has them
 * @param reason why it failed, was refused or removed, or was rolled back to; absent otherwise
 * @param deployer who asked for it, or rolled back to it
 * @param owner the person answerable for a deployer that is a machine
 * @param promotion the one that allows it; absent before it started
 * @param requested when it was asked for
 * @param since when it came to be in this state
 * @param deadline until when approval may answer; absent where nobody was asked
 * @param running when it began to run; absent where it never did
 * @param ended when it ended; absent before
 * @param endedBy the deployment that took its place; absent where none did
 * @param rolledBackFrom the deployment that it took the place of by a rollback
 * @param drift what the target runs instead; absent where nothing else was told
 * @param unapproved since when it runs without approval; absent where its approval holds
 * @param sequence of its last event
 */
public record DeploymentEntry(
        UUID id,
        VersionId version,
        Sha256Digest digest,
        TargetName target,
        Stage stage,
        String environment,
        @Nullable String cluster,
        @Nullable String region,
        @Nullable String endpoint,
        State state,
        @Nullable String reason,
        Actor deployer,
        @Nullable Actor owner,
        @Nullable UUID promotion,
        Instant requested,
        Instant since,
        @Nullable Instant deadline,
        @Nullable Instant running,
        @Nullable Instant ended,
        @Nullable UUID endedBy,
        @Nullable UUID rolledBackFrom,
        @Nullable Drift drift,
        @Nullable Unapproved unapproved,
        long sequence) {

    /** Where a deployment is in its life. */
    public enum State {
        /** Approval was asked. */
        REQUESTED,
        /** It is allowed, and under way. */
        STARTED,
        RUNNING,
        /** It was under way and did not come to run. */
        FAILED,
        /** It never started. */
        REFUSED,
        /** Another version was deployed in its place. */
        REPLACED,
        /** Another version runs in its place again. */
        ROLLED_BACK,
        /** It was removed, and nothing took its place. */
        UNDEPLOYED
    }
}
