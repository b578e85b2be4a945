package dev.cairn.deployment.approval;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.TargetName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What approval said to a deployment request.
 *
 * @param promotion that allows it; absent in some denials
 * @param until when it has to have started; absent in a denial
 * @param denial why it may not start; absent where it may
 */
public record Answer(
        @Nullable UUID promotion,
        Sha256Digest digest,
        TargetName target,
        @Nullable Instant until,
        @Nullable String denial) {}
