package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The full name of a commit, as git writes it: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits. */
public record GitCommit(@JsonValue String value) {

    private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    @JsonCreator
    public GitCommit {
        Rules.match("A commit", value, PATTERN, "40 or 64 lower-case hexadecimal digits");
    }

    @Override
    public String toString() {
        return value;
    }
}
