package dev.cairn.platform.writeonce;

import java.util.regex.Pattern;

/**
 * The name of an object, and a relative path that cannot lead out of its directory: segments of letters, digits, '.', '_'
 * and '-', none beginning with a '.', joined by '/'; at most 512 characters.
 */
public record ObjectName(String value) {

    private static final String SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}";
    private static final Pattern PATTERN = Pattern.compile(SEGMENT + "(/" + SEGMENT + ")*");
    private static final Pattern PREFIX = Pattern.compile("(" + SEGMENT + "/)*(" + SEGMENT + ")?");
    private static final int MAX_LENGTH = 512;

    public ObjectName {
        require(value, PATTERN, "name");
    }

    /** How a name may begin; nothing begins every name. */
    public static String prefix(String prefix) {
        return require(prefix, PREFIX, "prefix");
    }

    private static String require(String text, Pattern pattern, String what) {
        if (text.length() > MAX_LENGTH || !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("An object's " + what + " is made of letters, digits, '.', '_' and '-',"
                    + " no segment beginning with a '.', at most " + MAX_LENGTH + " characters");
        }
        return text;
    }

    @Override
    public String toString() {
        return value;
    }
}
