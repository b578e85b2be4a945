package dev.cairn.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.standalone.cli.Shell.Result;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, looking and stopping, and the one sentence where that does not work. */
class LifeTest {

    @TempDir
    private Path directory;

    @Test
    void aRunningOneShowsItsPartsAndWhatWaits() {
        Shell shell = Shell.shared();
        Result status = shell.run("./cairn status");
        Result again = shell.run("./cairn up");

        assertThat(status.exitCode()).as(status.text()).isZero();
        assertThat(status.text())
                .contains("registry", "approval", "deployment", "lineage", "audit", "issuer", "PostgreSQL", "Kafka")
                .contains("detect-only: what is changed there is found, not prevented")
                .containsPattern("parked keys +0")
                .containsPattern("newest checkpoint +\\d+\\.\\d s old");
        assertThat(again.exitCode()).isZero();
        assertThat(again.text()).contains("already runs");
    }

    @Test
    void whatDoesNotRunIsToldWithExitCodeOneAndStoppingItIsNoFault() throws IOException {
        Shell shell = Shell.idle(directory);

        Result status = shell.run("./cairn status");
        Result down = shell.run("./cairn down");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.text()).contains("does not run").contains("cairn up");
        assertThat(down.exitCode()).isZero();
    }

    @Test
    void aBusyPortIsNamedWithWhatToDoAndIsNoPartThatCameUp() throws IOException {
        Shell shell = Shell.idle(directory);
        int registry = shell.standalone().ports().get("registry");
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), registry));

            Result refused = refuses(shell, "Another program listens on " + registry + " (registry)", "--port-offset");
            assertThat(refused.text()).doesNotContain("is up after");
        }
    }

    @Test
    void dataOfAnotherLayoutIsLeftAlone() throws IOException {
        Shell shell = Shell.idle(directory);
        Path data = Files.createDirectories(shell.standalone().data());
        Files.writeString(data.resolve("layout"), "99\n");

        refuses(shell, "have layout 99", "--data");
    }

    @Test
    void dataOfAnotherPostgresAreLeftAlone() throws IOException {
        Shell shell = Shell.idle(directory);
        Path data = Files.createDirectories(shell.standalone().data().resolve("postgres/data"));
        Files.writeString(shell.standalone().data().resolve("layout"), "1\n");
        Files.writeString(data.resolve("PG_VERSION"), "15\n");

        refuses(shell, "written by PostgreSQL 15", "start the Cairn that wrote them");
    }

    @Test
    void aDirectoryOfSomebodyElsesIsLeftAsItIs() throws IOException {
        Shell shell = Shell.idle(directory);
        Path data = Files.createDirectories(shell.standalone().data());
        Path code = Files.writeString(data.resolve("train.py"), "print(1)");
        var mode = Files.getPosixFilePermissions(data);

        refuses(shell, "holds what is not Cairn's, such as train.py", "--data");

        assertThat(data).isDirectoryContaining(code::equals);
        assertThat(data.toFile().list()).hasSize(1);
        assertThat(Files.getPosixFilePermissions(data)).isEqualTo(mode);
    }

    @Test
    void aPlaceWhereNothingCanBeWrittenIsNamed() throws IOException {
        Shell shell = Shell.idle(directory);
        Path file = Files.writeString(directory.resolve("no-directory"), "");

        Result refused = shell.run("./cairn up --data " + file.resolve("data"));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.text()).contains(file.toString()).contains("--data").doesNotContain("Exception");
    }

    @Test
    @Clause("REG-3")
    void aSecondStartOnTheSameDataIsRefused() throws IOException {
        Shell running = Shell.shared();
        Shell second = Shell.idle(directory);
        // As somebody would who does not know of the first: the file that names its process is not there to be found
        Files.createDirectories(second.standalone().data().getParent());

        Result refused = second.run("'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                + directory.resolve("infra/standalone/target/cairn/lib")
                + "/*' dev.cairn.standalone.Standalone --data '"
                + running.standalone().data() + "'");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.text()).contains("Cairn already runs on").contains("./cairn down --data");
    }

    @Test
    void portsOfACairnOnOtherDataAreSaidToBeSoAndAdviceNamesTheData() throws IOException {
        Shell running = Shell.shared();
        Path elsewhere = directory.resolve("elsewhere");

        Result up = running.run("./cairn up --data '" + elsewhere + "'");
        Result status = running.run("./cairn status --data '" + elsewhere + "'");
        Result down = Shell.idle(directory).run("./cairn status --data '" + elsewhere + "'");

        assertThat(up.exitCode()).as(up.text()).isEqualTo(1);
        assertThat(up.text())
                .contains("Cairn on " + running.standalone().data() + " already has these ports")
                .contains("Stop that one with: cairn down");
        assertThat(elsewhere).doesNotExist();
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.text())
                .contains("the one on its ports runs on " + running.standalone().data())
                .contains("Look at that one with: cairn status");
        assertThat(down.text()).contains("Start it with: cairn up --data elsewhere");
    }

    private static Result refuses(Shell shell, String what, String next) {
        Result refused = shell.run("./cairn up");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.text())
                .contains("Cairn cannot start: ")
                .contains(what)
                .contains(next)
                .doesNotContain("Exception");
        assertThat(shell.standalone().running()).isEmpty();
        return refused;
    }
}
