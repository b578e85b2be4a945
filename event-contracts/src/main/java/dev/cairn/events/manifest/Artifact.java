package dev.cairn.events.manifest;

import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Sha256Digest;

/**
 * A file of a version.
 *
 * @param size in bytes
 * @param mediaType as in RFC 6838, for example {@code application/octet-stream}
 * @param digest of the whole content
 */
public record Artifact(ArtifactPath path, ArtifactRole role, long size, String mediaType, Sha256Digest digest) {}
