package dev.cairn.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.standalone.FreePorts;
import dev.cairn.standalone.cli.Shell.Result;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A standalone that is not where it was: on other ports with the same data, or on the same ports with other data. It takes three
 * starts, minutes beside other tests.
 */
@Tag("nightly")
class MovedTest {

    @TempDir
    private Path directory;

    @Test
    @Clause("ACL-4")
    void whoOwnsAModelStillDoesWhenPortsMoveAndNewDataBeginALogThatIsTaken() throws IOException {
        Shell shell = Shell.idle(directory);
        String moved = "unset CAIRN_REGISTRY CAIRN_AUDIT CAIRN_ISSUER; export CAIRN_PORT_OFFSET=" + FreePorts.offset();
        try {
            requireDone(shell.run(List.of(
                    "./cairn up",
                    "./cairn login --user mia --password mia-demo",
                    "./cairn models create fraud",
                    "./cairn login --user ada --password ada-demo",
                    "./cairn verify",
                    "./cairn down")));

            requireDone(shell.run(List.of(
                    moved,
                    "./cairn up",
                    "./cairn login --user mia --password mia-demo",
                    "echo weights > model.bin",
                    "./cairn register fraud --weights model.bin",
                    "export CAIRN_TOKEN=$(CAIRN_CLIENT_SECRET=ci-pipeline-demo ./cairn token --client ci-pipeline)",
                    "./cairn models create churn")));
            requireBrowserSignsIn(shell, moved);
            requireDone(shell.run(List.of("./cairn down", "rm -rf .cairn/data")));

            List<Result> anew = requireDone(shell.run(List.of(
                    "./cairn up",
                    "./cairn login --user mia --password mia-demo",
                    "./cairn models create fraud",
                    "./cairn login --user ada --password ada-demo",
                    "./cairn verify")));
            assertThat(anew.get(0).text())
                    .contains("The data are new, and so is their log")
                    .contains("is set aside");
        } finally {
            shell.standalone().stop();
        }
    }

    private static void requireBrowserSignsIn(Shell shell, String moved) throws IOException {
        var login = shell.begin(moved + "; CAIRN_CONFIG=$PWD/config-gus ./cairn login");
        try {
            Browser.signIn(URI.create(login.lineThatStartsWith("  http://").strip()), "gus", "gus-demo");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
        assertThat(login.rest()).contains("Signed in as gus");
    }

    private static List<Result> requireDone(List<Result> results) {
        assertThat(results)
                .allSatisfy(result -> assertThat(result.exitCode())
                        .as(result.command() + "\n" + result.text())
                        .isZero());
        return results;
    }
}
