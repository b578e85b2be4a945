package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Whatever goes wrong ends as a sentence. */
class CairnTest {

    @TempDir
    private Path directory;

    private final StringWriter said = new StringWriter();
    private final CommandLine cairn = Cairn.commandLine().setErr(new PrintWriter(said, true));

    @Test
    void theListOfCommandsShowsWholeSentences() {
        cairn.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> command.userObject().getClass().getName().startsWith("dev.cairn."))
                .map(command -> command.usageMessage().description())
                .forEach(description -> assertThat(description[0]).matches("[A-Z].*[.!:)]"));
    }

    @Test
    void whatIsNoEventsIdIsToldWithoutJavasWords() {
        assertThat(cairn.execute("proof", "nonsense")).isEqualTo(2);
        assertThat(said.toString()).contains("'nonsense' is no event's id").doesNotContain("java.");
    }

    @Test
    void portsThatAreNoneAreRefused() {
        assertThat(cairn.execute("up", "--port-offset", "70000")).isEqualTo(1);
        assertThat(said.toString())
                .startsWith("Ports cannot be moved by 70000.")
                .doesNotContain("Exception");
    }

    @Test
    void anInstallationIsNamedToWhatAsksItAndNotToWhatIsOnThisMachine() {
        try {
            assertThat(cairn.execute("models", "create", "fraud", "--url", "http://cairn.example.org"))
                    .isEqualTo(1);
            assertThat(said.toString()).startsWith("http://cairn.example.org would be asked in clear text");
            assertThat(cairn.execute("up", "--url", "http://cairn.example.org")).isEqualTo(2);
        } finally {
            System.clearProperty("cairn.url");
        }
    }

    @Test
    void aVersionIsNotTakenForAModel() {
        assertThat(cairn.execute("rollback", "fraud/1.0.1", "payments", "--reason", "it misjudges"))
                .isEqualTo(2);
        assertThat(cairn.execute("admission", "Fraud", "abc", "--stage", "prod"))
                .isEqualTo(2);
        assertThat(said.toString())
                .contains("the name of the model alone: fraud", "'Fraud' is no model's name: ", "1 to 128 of a-z");
    }

    @Test
    void aTypeThatDoesNotExistAndALimitThatIsNoneAreRefused() {
        assertThat(cairn.execute("audit", "--type", "registry.VersionRegistred.v1"))
                .isEqualTo(2);
        assertThat(cairn.execute("audit", "--limit", "-3")).isEqualTo(2);
        assertThat(said.toString()).contains("There is no event type 'registry.VersionRegistred.v1'", "--limit is -3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "[]", "", "{\"a\":"})
    void aManifestThatIsNoneIsNamed(String content) throws IOException {
        Path manifest = Files.writeString(directory.resolve("manifest.json"), content);

        assertThat(cairn.execute("register", "churn", "--weights", "w.bin", "--manifest", manifest.toString()))
                .isEqualTo(1);
        assertThat(said.toString())
                .contains("manifest.json is no manifest: ", "docs/manifest.md")
                .doesNotContain("Source", "StreamReadFeature", "Exception");
    }

    @Command(name = "broken")
    static final class Broken implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("nobody thought of this");
        }
    }

    @Test
    void whatNobodyForesawIsADefectAndNoStackTrace() {
        cairn.addSubcommand(new Broken()).setErr(new PrintWriter(said, true));

        assertThat(cairn.execute("broken")).isEqualTo(1);
        assertThat(said.toString())
                .contains("nobody thought of this", "defect of Cairn", "CAIRN_DEBUG=1")
                .doesNotContain("\tat ");
    }
}
