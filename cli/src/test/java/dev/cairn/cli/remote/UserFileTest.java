package dev.cairn.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

class UserFileTest {

    @TempDir
    private Path directory;

    private Path path() {
        return directory.resolve("config/known.json");
    }

    private UserFile<Integer> file() {
        return new UserFile<>(path(), new TypeReference<Map<String, Integer>>() {});
    }

    @Test
    void whatIsWrittenComesBackAndOnlyItsOwnerReadsIt() throws IOException {
        assertThat(file().read()).isEmpty();
        file().write(Map.of("a", 1));
        file().write(Map.of("a", 2, "b", 3));

        assertThat(file().read()).isEqualTo(Map.of("a", 2, "b", 3));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        try (Stream<Path> all = Files.list(path().getParent())) {
            assertThat(all).containsExactly(path());
        }
    }

    @Test
    void whatCannotBeWrittenWholeLeavesWhatWasThere() throws IOException {
        file().write(Map.of("a", 1));
        Files.createDirectories(path().resolveSibling("other.json/not-empty"));
        var other = new UserFile<Integer>(
                path().resolveSibling("other.json"), new TypeReference<Map<String, Integer>>() {});

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> other.write(Map.of("a", 2)))
                .withMessageContaining("other.json cannot be written");
        assertThat(file().read()).isEqualTo(Map.of("a", 1));
        try (Stream<Path> all = Files.list(path().getParent())) {
            assertThat(all).containsExactlyInAnyOrder(path(), path().resolveSibling("other.json"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1", "", "[1]", "{\"a\": \"one\"}"})
    void halfAFileEndsAsASentence(String content) throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), content);

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> file().read())
                .withMessageContaining(path().toString())
                .matches(failure -> String.valueOf(failure.next()).contains("remove it"));
    }
}
