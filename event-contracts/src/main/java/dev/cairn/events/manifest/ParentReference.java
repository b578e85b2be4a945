package dev.cairn.events.manifest;

import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import org.jspecify.annotations.Nullable;

/**
 * What the version was made from: a registered version ({@code model} and {@code version} are present), or one outside the
 * registry ({@code uri} and {@code digest} are).
 *
 * @param version label or digest
 */
public record ParentReference(
        @Nullable ModelName model,
        @Nullable String version,
        @Nullable String uri,
        @Nullable Sha256Digest digest) {

    public boolean registered() {
        return model != null;
    }
}
