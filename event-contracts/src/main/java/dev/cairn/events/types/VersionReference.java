package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A version as it is asked for: {@code <model>/<label>}, or {@code <model>/<digest>} with or without {@code sha256:} before the
 * digest. What is recorded names it by its label, see {@link VersionId}.
 *
 * @param version its label, or its digest without prefix
 */
public record VersionReference(ModelName model, Label version) {

    private static final String PREFIX = "sha256:";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static VersionReference of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.startsWith(PREFIX, slash + 1)) {
            VersionId named = VersionId.of(text);
            return new VersionReference(named.model(), named.label());
        }
        var digest = new Sha256Digest(text.substring(slash + 1 + PREFIX.length()));
        return new VersionReference(new ModelName(text.substring(0, slash)), new Label(digest.value()));
    }

    @JsonValue
    @Override
    public String toString() {
        return model + "/" + version;
    }
}
