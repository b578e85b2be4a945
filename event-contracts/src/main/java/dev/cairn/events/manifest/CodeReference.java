package dev.cairn.events.manifest;

import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.GitCommit;
import org.jspecify.annotations.Nullable;

/**
 * The training code.
 *
 * @param repository its address
 * @param dirty whether the code that ran differs from the commit
 * @param patch path of the artifact with role {@code code} that holds the difference; absent where there is none, or it was not kept
 */
public record CodeReference(
        String repository,
        GitCommit commit,
        boolean dirty,
        @Nullable ArtifactPath patch) {}
