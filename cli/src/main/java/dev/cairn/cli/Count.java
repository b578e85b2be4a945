package dev.cairn.cli;

/** A number with its noun, which agrees with it. */
public final class Count {

    private Count() {}

    /**
     * For example {@code 1 entry} or {@code 0 entries}.
     *
     * @param number may be text, as a service told it
     */
    public static String of(Object number, String one, String several) {
        return number + " " + (number.toString().equals("1") ? one : several);
    }
}
