package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {

    @TempDir
    private Path directory;

    private static String said(Path subject, ThrowingCallable what) {
        return FileTrouble.of(subject, catchThrowableOfType(IOException.class, what));
    }

    @Test
    void whatIsMissingIsSaidToBe() {
        Path missing = directory.resolve("nope.bin");

        assertThat(said(missing, () -> Files.size(missing))).isEqualTo("there is no such file");
        assertThat(said(directory, () -> Files.size(missing))).isEqualTo("there is no " + missing);
    }

    @Test
    void aFileInThePlaceOfADirectoryAndADirectoryInThePlaceOfAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("README.md"), "text");

        assertThat(said(file, () -> Files.createDirectories(file))).isEqualTo("it is a file");
        assertThat(said(file.resolve("data"), () -> Files.createDirectories(file.resolve("data"))))
                .isEqualTo("Not a directory");
        assertThat(said(directory, () -> Files.readAllBytes(directory))).isEqualTo("it is a directory");
    }

    @Test
    void whatElseThereIsKeepsItsReason() {
        Path file = directory.resolve("model.bin");

        assertThat(FileTrouble.of(file, new AccessDeniedException(file.toString())))
                .isEqualTo("you lack the right to use it");
        assertThat(FileTrouble.of(file, new FileSystemException(file.toString(), null, "No space left on device")))
                .isEqualTo("No space left on device");
    }
}
