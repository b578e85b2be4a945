package dev.cairn.deployment.deployment;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a model at a target, under the model's lock.
 *
 * @param running the one that runs; absent where none does
 * @param underWay the one that was asked for or started and does not run yet; absent where none is
 */
record Place(@Nullable Running running, @Nullable UUID underWay) {

    /** @param revoked whether the approval by which it runs was taken back */
    record Running(UUID deployment, VersionId version, Sha256Digest digest, boolean revoked) {

        /** Whether the content runs by an approval that holds, so that nothing is left to do. */
        boolean rightly(Sha256Digest content) {
            return digest.equals(content) && !revoked;
        }
    }
}
