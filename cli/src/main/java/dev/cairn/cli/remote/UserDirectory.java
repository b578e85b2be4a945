package dev.cairn.cli.remote;

import java.nio.file.Path;

/** What this user's command remembers: {@code ~/.config/cairn}, or where {@code CAIRN_CONFIG} says. */
public final class UserDirectory {

    private UserDirectory() {}

    public static Path resolve(String file) {
        String given = System.getenv("CAIRN_CONFIG");
        Path directory = given != null ? Path.of(given) : Path.of(System.getProperty("user.home"), ".config", "cairn");
        return directory.resolve(file);
    }
}
