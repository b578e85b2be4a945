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
 * A version that runs at a target, or ran there at the instant that was asked for.
 *
 * @param since when it began to run
 * @param promotion the one that allows it
 * @param deployer who asked for it, or rolled back to it
 * @param owner the person answerable for a deployer that is a machine
 * @param drift what the target ran instead; absent where nothing else was told
 * @param unapproved since when it ran without approval; absent where its approval held
 */
public record Running(
        TargetName target,
        Stage stage,
        String environment,
        @Nullable String cluster,
        @Nullable String region,
        @Nullable String endpoint,
        VersionId version,
        Sha256Digest digest,
        UUID deployment,
        Instant since,
        UUID promotion,
        Actor deployer,
        @Nullable Actor owner,
        @Nullable Drift drift,
        @Nullable Unapproved unapproved) {}
