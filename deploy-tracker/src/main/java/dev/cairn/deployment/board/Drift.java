package dev.cairn.deployment.board;

import dev.cairn.events.types.Sha256Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The target says that it runs something else.
 *
 * @param observed the digest of what runs; absent where the target can name none, such as one that knows only a label
 * @param note what the target says; may be empty
 */
public record Drift(Sha256Digest expected, @Nullable Sha256Digest observed, String note, Instant since) {}
