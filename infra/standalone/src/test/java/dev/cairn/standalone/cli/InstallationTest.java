package dev.cairn.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.standalone.cli.Shell.Result;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command against an installation that is somewhere, and of which it knows one address. */
class InstallationTest {

    private static final String NOWHERE_ELSE =
            "unset CAIRN_REGISTRY CAIRN_AUDIT CAIRN_ISSUER CAIRN_PORT_OFFSET; export CAIRN_CONFIG=$PWD/config-elsewhere";

    private final Shell shell = Shell.shared();
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new Gateway(shell.standalone().ports());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private List<Result> run(String... commands) {
        List<String> all = new ArrayList<>(List.of(NOWHERE_ELSE));
        all.addAll(List.of(commands));
        List<Result> results = shell.run(all);
        return results.subList(1, results.size());
    }

    @Test
    @Clause("ACL-1")
    void oneAddressIsEnoughAndATokenForItIsSentToNoOther() {
        String url = gateway.url();
        List<Result> results = run(
                "./cairn login --user mia --password mia-demo --url " + url,
                "./cairn models create elsewhere --url " + url,
                "head -c 70000000 /dev/zero > large.bin; ./cairn register elsewhere --weights large.bin --url " + url,
                "CAIRN_URL=" + url + " ./cairn versions elsewhere -q",
                "./cairn models --url " + url.replace("127.0.0.1", "localhost"));

        assertThat(results.get(0).text()).contains(url + " names the issuer", "Signed in as mia");
        assertThat(results.subList(0, 4))
                .allSatisfy(result ->
                        assertThat(result.exitCode()).as(result.text()).isZero());
        assertThat(results.get(3).text()).isEqualTo("elsewhere/1.0.0");
        assertThat(results.get(4).exitCode()).isEqualTo(1);
        assertThat(results.get(4).text()).contains("You are not signed in at http://localhost");
    }

    @Test
    void anybodyMayAskHowItIs() {
        Result status = run("./cairn status --url " + gateway.url()).get(0);

        assertThat(status.exitCode()).as(status.text()).isZero();
        assertThat(status.text())
                .contains("Cairn at " + gateway.url())
                .containsPattern("lineage +" + gateway.url() + "/lineage +up");
    }

    @Test
    void theDemoDeletesNothingThatItDidNotMake() {
        Result refused =
                run("./cairn demo --leave-nothing --url " + gateway.url()).get(0);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.text()).startsWith("--leave-nothing is about a standalone of this machine");
    }

    @Test
    @Tag("nightly")
    @Clause({"AUD-2", "DEP-6", "LIN-1"})
    void theStoryIsToldAsOftenAsSomebodyWantsToHearIt() {
        for (Result told : run("./cairn demo --url " + gateway.url(), "./cairn demo --url " + gateway.url())) {
            assertThat(told.exitCode()).as(told.text()).isZero();
            assertThat(told.text())
                    .contains("nothing is started, and nothing stopped", "it is retired", "Nothing was altered")
                    .doesNotContain("in one process");
        }
    }
}
