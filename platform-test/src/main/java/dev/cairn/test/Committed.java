package dev.cairn.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are made from the code and committed. With {@code -Dcairn.write=true} the tests write them. */
public final class Committed {
    private static final boolean WRITE = Boolean.getBoolean("cairn.write");

    private Committed() {}

    /** The file says what the code says now, or is made to when writing. */
    public static void isUpToDate(Path file, String current) {
        try {
            if (WRITE) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, current);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as("%s is out of date; run this module's tests with -Dcairn.write=true and commit it", file)
                    .isEqualTo(current);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
