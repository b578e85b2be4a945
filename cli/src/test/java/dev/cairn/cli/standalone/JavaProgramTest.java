package dev.cairn.cli.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProgramTest {

    @TempDir
    private Path home;

    @Test
    void optionsOfTheEnvironmentGoAfterItsOwnAndBeforeTheProgram() {
        List<String> command = new JavaProgram(home)
                .lasting("dev.cairn.Any", List.of("argument"), Map.of("CAIRN_JAVA_OPTIONS", " -Xmx1g  -Da=b "));

        assertThat(command).containsSubsequence("-Xmx512m", "-Xmx1g", "-Da=b", "dev.cairn.Any", "argument");
    }

    @Test
    void withoutThemNothingIsAdded() {
        assertThat(new JavaProgram(home).lasting("dev.cairn.Any", List.of(), Map.of()))
                .doesNotContain("")
                .endsWith("dev.cairn.Any");
    }
}
