package dev.cairn.deployment.admission;

import dev.cairn.events.types.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * @param version that has the digest; absent where none has
 * @param reason why not; absent where it is admitted
 */
record Verdict(
        boolean admitted,
        @Nullable VersionId version,
        @Nullable String reason) {}
