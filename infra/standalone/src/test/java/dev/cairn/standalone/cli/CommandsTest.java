package dev.cairn.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.Cairn;
import dev.cairn.events.EventCodec;
import dev.cairn.standalone.cli.Shell.Result;
import dev.cairn.test.Clause;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The command against a running standalone: what it does, and what it says where it cannot. */
class CommandsTest {

    private final Shell shell = Shell.shared();

    private Result as(String person, String command) {
        return shell.run("export CAIRN_CONFIG=$PWD/config-" + person + "\n" + command);
    }

    private Result signedIn(String person) {
        return as(person, "./cairn login --user " + person + " --password " + person + "-demo");
    }

    @Test
    @Clause("ACL-1")
    void aTokenIsKeptWhereOnlyItsOwnerReadsItAndIsPrintedOnlyWhenAskedFor() throws Exception {
        Result login = signedIn("max");

        assertThat(login.exitCode()).as(login.text()).isZero();
        var file = shell.place().resolve("config-max/credentials.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String token = as("max", "./cairn token").text();
        assertThat(Files.readString(file)).contains(token);
        assertThat(login.text()).doesNotContain(token);
        assertThat(as("max", "./cairn models").text()).doesNotContain(token);
    }

    @Test
    @Clause("ACL-1")
    void aBrowserSignsAPersonInAndBringsTheAnswerBack() throws Exception {
        var login = shell.begin("CAIRN_CONFIG=$PWD/config-gus ./cairn login");
        String address = login.lineThatStartsWith("  http://").strip();

        String page = Browser.signIn(URI.create(address), "gus", "gus-demo");

        assertThat(page).contains("Signed in");
        assertThat(login.rest()).contains("Signed in as gus");
        assertThat(as("gus", "./cairn models").exitCode()).isZero();
    }

    @Test
    void withoutSigningInACommandSaysHow() {
        Result refused = as("nobody", "./cairn models");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.text()).contains("You are not signed in").contains("cairn login");
    }

    @Test
    void aTokenOfTheEnvironmentThatIsRefusedIsNamedAndAnEmptyOneIsNone() {
        signedIn("mia");

        for (String token : List.of("nonsense", "'two words'")) {
            Result refused = as("mia", "CAIRN_TOKEN=" + token + " ./cairn models");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.text()).contains("CAIRN_TOKEN is set").contains("unset it");
        }
        assertThat(as("mia", "CAIRN_TOKEN= ./cairn models").exitCode()).isZero();
    }

    @Test
    void aWrongPasswordIsRefusedAndKeepsNothing() {
        Result refused = as("stranger", "./cairn login --user mia --password guess");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.text()).contains("does not know this user and password");
        assertThat(shell.place().resolve("config-stranger/credentials.json")).doesNotExist();
    }

    @Test
    void whereNothingAnswersItSaysWhatToStart() {
        Result away = as("mia", "CAIRN_TOKEN=x CAIRN_REGISTRY=http://127.0.0.1:1 ./cairn models");

        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.text())
                .contains("Nothing answers at http://127.0.0.1:1")
                .contains("cairn up");
    }

    @Test
    void aMisspeltCommandEndsWithTwoAndASuggestion() {
        Result misunderstood = shell.run("./cairn regsiter");

        assertThat(misunderstood.exitCode()).isEqualTo(2);
        assertThat(misunderstood.text()).contains("register");
    }

    @Test
    void everyCommandHelps() {
        for (String command : Cairn.commandLine().getSubcommands().keySet()) {
            String help = Cairn.commandLine().getSubcommands().get(command).getUsageMessage();
            assertThat(help).as(command).contains("Usage: cairn " + command);
            assertThat(help.lines().count()).as(command).isGreaterThan(2);
        }
        assertThat(shell.run("./cairn register --help").exitCode()).isZero();
        assertThat(shell.run("./cairn generate-completion | bash -n").exitCode())
                .isZero();
    }

    @Test
    @Clause({"PIP-1", "PIP-3", "PIP-4"})
    void aTrainingJobRegistersWhatItKnowsAndOnceOnly() throws Exception {
        signedIn("mia");
        as("mia", "./cairn models create jobs --description 'what a job registers'");
        String job = """
                mkdir -p job env/bin && cd job
                git init -q . 2>/dev/null; git config user.email a@b.c; git config user.name a
                echo 'print(1)' > train.py; git add train.py; git commit -qm 'the code' >/dev/null 2>&1
                echo weights > model.bin; echo 'a,b' > day.csv
                printf '#!/bin/sh\\nprintf "Python 3.12.4\\\\nnumpy==2.1.0\\\\n"\\n' > ../env/bin/python; chmod +x ../env/bin/python
                export VIRTUAL_ENV=$PWD/../env
                ../cairn register jobs --weights model.bin --metric accuracy=0.9@test --data days@2026-11=day.csv --json
                """;
        Result first = as("mia", job);
        Result again = as("mia", job);
        Result told = as("mia", job.replace(" --json", ""));

        assertThat(first.exitCode()).as(first.text()).isZero();
        JsonNode version = EventCodec.json().readTree(first.text());
        assertThat(version.path("manifest").path("environment").path("language").asString())
                .isEqualTo("Python 3.12.4");
        assertThat(version.path("manifest")
                        .path("environment")
                        .path("packages")
                        .path("numpy")
                        .asString())
                .isEqualTo("2.1.0");
        assertThat(version.path("manifest").path("code").path("commit").asString())
                .hasSize(40);
        assertThat(version.path("manifest").path("data").path(0).path("digest").asString())
                .hasSize(64);
        String commit = version.path("manifest").path("code").path("commit").asString();
        assertThat(told.text())
                .contains("recorded: commit " + commit.substring(0, 7) + ", Python 3.12.4 with 1 package\n");
        assertThat(EventCodec.json().readTree(again.text()).path("label").asString())
                .isEqualTo(version.path("label").asString());
    }

    @Test
    @Clause("PIP-3")
    void aRegistrationThatFailsEndsTheJobAndLeavesNothing() {
        signedIn("mia");
        as("mia", "./cairn models create failing");
        Result missing = as("mia", "./cairn register failing --weights not-there.bin");
        Result refused = as("mia", "echo w > w.bin; ./cairn register failing --weights w.bin --label not-a-version");

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.text()).contains("not-there.bin");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(as("mia", "./cairn versions failing -q").lines()).isEmpty();
    }

    @Test
    void anAliasIsRemovedOnlyFromTheVersionThatItNames() {
        signedIn("mia");
        as("mia", "./cairn models create churn");
        as("mia", "echo 1 > churn.bin; ./cairn register churn --weights churn.bin");
        as("mia", "echo 2 > churn.bin; ./cairn register churn --weights churn.bin");

        Result assigned = as("mia", "./cairn alias churn champion");
        Result other = as("mia", "./cairn alias --remove churn/1.0.0 champion");
        Result same = as("mia", "./cairn alias --remove churn/1.0.1 champion");

        assertThat(assigned.text()).isEqualTo("champion names churn/1.0.1 from now on");
        assertThat(other.exitCode()).as(other.text()).isEqualTo(1);
        assertThat(other.text()).contains("champion names churn/1.0.1, not churn/1.0.0");
        assertThat(same.text()).isEqualTo("champion no longer names a version of churn");
    }

    @Test
    void aMachineGetsATokenByItsSecret() {
        Result token = as("ci", "CAIRN_CLIENT_SECRET=ci-pipeline-demo ./cairn token --client ci-pipeline");
        Result without = as("ci", "./cairn token --client ci-pipeline");

        assertThat(token.text()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.text()).contains("CAIRN_CLIENT_SECRET");
    }

    @Test
    void whoLacksTheRoleIsToldWhichItTakes() {
        signedIn("dan");
        Result refused = as("dan", "./cairn models create not-mine");
        Result verification = as("dan", "./cairn verify");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.text()).contains("ml-engineer");
        assertThat(verification.exitCode()).isEqualTo(1);
        assertThat(verification.text()).contains("auditor or admin");
    }
}
