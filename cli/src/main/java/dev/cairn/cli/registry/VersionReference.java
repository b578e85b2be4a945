package dev.cairn.cli.registry;

import dev.cairn.cli.remote.Api;
import dev.cairn.events.types.Sha256Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version as people name it.
 *
 * @param reference label, digest, alias or {@code latest}
 */
public record VersionReference(String model, String reference) {

    private static final Pattern DIGEST = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");

    /** Reads {@code MODEL/VERSION}; without a version it means the latest. Used by the command line's parser. */
    public VersionReference(String text) {
        this(
                text.contains("/") ? text.substring(0, text.indexOf('/')) : text,
                text.contains("/") ? text.substring(text.indexOf('/') + 1) : "latest");
    }

    /** Present where the version is named by its digest. */
    Optional<Sha256Digest> digest() {
        var digest = DIGEST.matcher(reference);
        return digest.matches() ? Optional.of(new Sha256Digest(digest.group(1))) : Optional.empty();
    }

    /** The version's address in the registry's API. */
    public String path() {
        return "/api/v1/models/" + Api.escaped(model) + "/versions/" + Api.escaped(reference);
    }
}
