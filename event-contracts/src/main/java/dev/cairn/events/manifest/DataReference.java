package dev.cairn.events.manifest;

import dev.cairn.events.types.Sha256Digest;
import org.jspecify.annotations.Nullable;

/**
 * A data set that the version was made or measured with.
 *
 * @param uri where it is; absent where it has no address
 * @param digest of its content; absent where it was not taken
 * @param purpose {@code training}, {@code validation} or {@code test}; absent where it was not said
 */
public record DataReference(
        String name,
        String version,
        @Nullable String uri,
        @Nullable Sha256Digest digest,
        @Nullable String purpose) {}
