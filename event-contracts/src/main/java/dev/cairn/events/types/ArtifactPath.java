package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The place of an artifact within its version, relative and with '/' between segments, safe to create below any folder on
 * any file system: ASCII, no empty, '.' or '..' segment, no name that Windows reserves.
 */
public record ArtifactPath(@JsonValue String value) implements Comparable<ArtifactPath> {

    private static final Pattern PATTERN =
            Pattern.compile("(?=.{1,512}$)[A-Za-z0-9_+@=,()-][A-Za-z0-9._+@=,() -]{0,199}"
                    + "(?:/[A-Za-z0-9_+@=,().-][A-Za-z0-9._+@=,() -]{0,199})*");
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");
    private static final Pattern PORT = Pattern.compile("(com|lpt)[0-9]");

    @JsonCreator
    public ArtifactPath {
        Rules.match(
                "An artifact's path",
                value,
                PATTERN,
                "relative, at most 512 characters, of segments of at most 200 from letters, digits, space and"
                        + " . _ + - @ = , ( )");
        for (String segment : value.split("/", -1)) {
            String stem = segment.split("\\.", 2)[0].toLowerCase(java.util.Locale.ROOT);
            if (segment.matches("\\.+")
                    || segment.endsWith(" ")
                    || segment.endsWith(".")
                    || DEVICES.contains(stem)
                    || PORT.matcher(stem).matches()) {
                throw new IllegalArgumentException("An artifact's path must not have a segment '" + segment + "'");
            }
        }
    }

    @Override
    public int compareTo(ArtifactPath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
