package dev.cairn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.ModelName;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the commands of {@code docs/audit-log.md} as they stand there. */
@Clause({"AUD-2", "IMM-3"})
class PublicToolsTest {

    private static final AuditSystem AUDIT = RunningAudit.SYSTEM;
    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    private record Outcome(int status, String output) {}

    private static Outcome bash(Path directory, String script, RecordedEvent event)
            throws IOException, InterruptedException {
        var shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        shell.environment().put("LOG", AUDIT.address("").toString());
        shell.environment().put("TOKEN", AuditSystem.auditor());
        shell.environment().put("EVENT", event.headers().id().toString());
        shell.environment()
                .put("CAIRN", Path.of("..").toAbsolutePath().normalize().toString());
        Process running = shell.start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(running.waitFor(), output);
    }

    private static RecordedEvent event() {
        RecordedEvent event =
                AUDIT.registry.happened(new ModelDescribed(new ModelName(TestServers.uniqueName("tools")), "x"), 0);
        AUDIT.awaitLogged(event);
        AUDIT.awaitSearchable(event);
        return event;
    }

    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("../docs/audit-log.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```sh\n".length(), block.length() - "```".length()))
                .toList();
    }

    private static void assumeTools(String... tools) throws IOException, InterruptedException {
        for (String tool : tools) {
            Process found = new ProcessBuilder("bash", "-c", "command -v " + tool).start();
            assumeTrue(found.waitFor() == 0, "no " + tool + " on this machine: the documented commands need it");
        }
    }

    @Test
    void theDocumentedCommandsVerifySignatureAndEntry() throws Exception {
        assumeTools("bash", "curl", "openssl", "jq", "xxd", "sha256sum");
        List<String> blocks = blocks();
        Path directory = TestService.temporaryDirectory("tools");
        RecordedEvent event = event();

        Outcome signature = bash(directory, blocks.get(0), event);
        assertThat(signature.status()).as(signature.output()).isZero();
        assertThat(signature.output()).contains("Signature Verified Successfully");

        Outcome entry = bash(directory, blocks.get(1), event);
        assertThat(entry.status()).as(entry.output()).isZero();
        List<String> hashes =
                entry.output().lines().map(line -> line.substring(0, 64)).toList();
        assertThat(hashes).hasSize(2);
        assertThat(hashes.get(0)).isEqualTo(hashes.get(1));
    }

    @Test
    void theDocumentedCommandsRefuseACheckpointThatWasChanged() throws Exception {
        assumeTools("bash", "curl", "openssl");
        String forging = blocks().get(0).replace("sed '/^$/,$d' checkpoint", "sed '/^$/,$d; 2s/.*/1/' checkpoint");
        assertThat(forging).isNotEqualTo(blocks().get(0));

        Outcome outcome = bash(TestService.temporaryDirectory("tools"), forging, event());

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.output()).contains("Signature Verification Failure");
    }

    @Test
    void theDocumentedCommandsReadTheWholeLogWithGo() throws Exception {
        assumeTrue(
                "go".equals(System.getProperty("cairn.test.peers")),
                "no Go on this machine: install it and say -Dcairn.test.peers=go");
        Path directory = TestService.temporaryDirectory("tools");
        RecordedEvent event = event();
        Files.writeString(
                directory.resolve("checkpoint"),
                AUDIT.anonymously("/log/checkpoint").text());

        Outcome outcome = bash(directory, blocks().get(2), event);

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("give the signed root", "continues size");
    }
}
