package dev.cairn.cli;

import java.nio.file.Path;

/** How a path is typed. */
public final class ShellPath {

    private ShellPath() {}

    /** As a shell takes it, and as short as it can be said in this directory. */
    public static String of(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path whole = path.toAbsolutePath().normalize();
        String named = (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
        return named.matches("[\\w./-]+") ? named : "'" + named + "'";
    }
}
