package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.standalone.DataDirectory.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path directory;

    @Test
    void whatSomebodyElseKeepsThereStaysAsItIs() throws IOException {
        Path data = Files.createDirectory(directory.resolve("code"));
        Files.writeString(data.resolve("train.py"), "print(1)");
        var mode = Files.getPosixFilePermissions(data);

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataDirectory.open(data))
                .withMessageContaining("such as train.py");

        assertThat(data.toFile().list()).containsExactly("train.py");
        assertThat(Files.getPosixFilePermissions(data)).isEqualTo(mode);
    }

    @Test
    void anEmptyPlaceIsTakenAndAStartThatWasKilledEarlyIsNoHindrance() throws IOException {
        DataDirectory.open(directory.resolve("new")).close();
        DataDirectory.open(directory.resolve("new")).close();

        Path early = Files.createDirectory(directory.resolve("early"));
        Files.writeString(early.resolve("cairn.log"), "");
        Files.writeString(early.resolve("cairn.pid"), "");
        DataDirectory.open(early).close();

        assertThat(early.resolve("layout")).exists();
    }
}
