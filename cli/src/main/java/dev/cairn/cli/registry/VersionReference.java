package dev.cairn.cli.registry;

import dev.cairn.cli.remote.Api;

/**
 * A version as people name it.
 *
 * @param reference label, digest, alias or {@code latest}
 */
public record VersionReference(String model, String reference) {

    /** Reads {@code MODEL/VERSION}; without a version it means the latest. Used by the command line's parser. */
    public VersionReference(String text) {
        this(
                text.contains("/") ? text.substring(0, text.indexOf('/')) : text,
                text.contains("/") ? text.substring(text.indexOf('/') + 1) : "latest");
    }

    /** The version's address in the registry's API. */
    public String path() {
        return "/api/v1/models/" + Api.escaped(model) + "/versions/" + Api.escaped(reference);
    }
}
