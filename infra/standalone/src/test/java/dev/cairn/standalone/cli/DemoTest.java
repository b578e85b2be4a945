package dev.cairn.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.standalone.cli.Shell.Result;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from its first line to its last, and what it says to try then, pasted into a shell as it stands. */
class DemoTest {

    @TempDir
    private Path directory;

    @Test
    @Clause({"AUD-2", "DEP-6", "LIN-1"})
    void theDemoShowsWhereAnApprovalStandsInTheLogAndWhatItLeavesToTryWorks() throws IOException {
        Shell shell = Shell.idle(directory);
        try {
            Result demo = shell.run("./cairn demo");
            assertThat(demo.exitCode()).as(demo.text()).isZero();
            requirePicture(demo.lines());
            requirePage(demo.lines());

            List<Result> tried = shell.run(demo.lines().stream()
                    .dropWhile(line -> !line.startsWith("Three things to try"))
                    .filter(line -> line.startsWith("    "))
                    .map(String::strip)
                    .toList());

            Result admission = of("./cairn admission", tried);
            assertThat(admission.exitCode()).isEqualTo(1);
            assertThat(admission.text()).startsWith("No: penguins/1.0.0");
            assertThat(of("./cairn lineage", tried).text())
                    .contains("version:penguins/1.0.1", "promotion:", "data:palmer-penguins");
            Result verification = of("./cairn verify", tried);
            assertThat(verification.exitCode()).as(verification.text()).isEqualTo(3);
            assertThat(verification.text()).contains("ALTERED artifact model.onnx of penguins/1.0.1");
        } finally {
            shell.standalone().stop();
        }
    }

    /** Only what is one word, such as a digest or a path, and what is to be pasted, may be wider. */
    private static void requirePage(List<String> lines) {
        assertThat(lines)
                .filteredOn(line -> line.strip().contains(" ") && !line.startsWith("    "))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(String.join("\n", lines))
                .contains("found, not prevented", "it is not retired: running at research-station", "it is retired")
                .containsPattern(
                        "The first entry that this concerns is entry \\d+; the newest anchor before it, log/anchors/\\d+")
                .doesNotContainPattern("\\b1 (entries|anchors|hashes|events)\\b");
    }

    /** Drawn from what the log answered: the approval in the service's row, and a proof that ends at all of the log. */
    private static void requirePicture(List<String> lines) {
        List<String> picture = lines.stream()
                .dropWhile(line -> !line.startsWith("Ada, who audits"))
                .takeWhile(line -> !line.startsWith("She verifies"))
                .toList();
        assertThat(picture).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(String.join("\n", picture))
                .containsPattern("\\d+ +\\S+Z +rolf +PromotionReviewed +risk, approve: I answer for it in prod")
                .containsPattern("\\d+ [◆@] +\\S+Z +rolf +PromotionApproved")
                .containsPattern("\napproval +\\S+[◆@]")
                .containsPattern("\nsigned now, \\d+ +[├|]")
                .containsPattern("\nentry \\d+ +[◆@]\n\\+ \\d+")
                .containsPattern("\n= root +\\S{8} [═=]+[◆@]");
    }

    private static Result of(String command, List<Result> results) {
        return results.stream()
                .filter(result -> result.command().startsWith(command))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The demo names no " + command));
    }
}
