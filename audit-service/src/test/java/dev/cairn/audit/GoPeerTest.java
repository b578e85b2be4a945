package dev.cairn.audit;

import static dev.cairn.audit.AuditSystem.auditor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.events.EventCodec;
import dev.cairn.events.LogEntry;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The log read over HTTP by a program that shares no code with Cairn: golang.org/x/mod's tlog and note. */
@Clause({"AUD-2", "IMM-3"})
class GoPeerTest {

    private static final AuditSystem AUDIT = RunningAudit.SYSTEM;

    @BeforeAll
    static void onlyWithGo() {
        assumeTrue(
                "go".equals(System.getProperty("cairn.test.peers")),
                "no Go on this machine: install it and say -Dcairn.test.peers=go");
    }

    private record Outcome(int status, String output) {}

    private static Outcome read(String older, @Nullable JsonNode proofs) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("go", "run", ".", "-log", AUDIT.address("").toString()));
        command.addAll(List.of("-older", file(older).toString()));
        if (proofs != null) {
            command.addAll(List.of("-proofs", file(proofs.toString()).toString()));
        }
        Process reader = new ProcessBuilder(command)
                .directory(Path.of("src/test/go/logreader").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reader.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Outcome(reader.exitValue(), output);
    }

    private static Path file(String content) throws IOException {
        return Files.writeString(TestService.temporaryDirectory("peer").resolve("file"), content);
    }

    private static List<RecordedEvent> events(int count) {
        String model = TestServers.uniqueName("peer");
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(RegistryInPlace.event(
                    new ModelDescribed(new ModelName(model), "change " + i), i, RegistryInPlace.MIA));
        }
        AUDIT.registry.store(events);
        AUDIT.awaitLogged(events.get(count - 1));
        return events;
    }

    private static String checkpoint() {
        return AUDIT.anonymously("/log/checkpoint").text();
    }

    private static ObjectNode proofs(String older, String newer) {
        ObjectNode proofs = EventCodec.json().createObjectNode();
        proofs.put("older", older).put("newer", newer);
        return proofs.set(
                "consistency",
                AUDIT.get(auditor(), "/api/v1/proofs/consistency?from=" + size(older) + "&to=" + size(newer))
                        .json()
                        .path("hashes"));
    }

    @Test
    void aStrangerVerifiesSignatureTreeTilesAndProofs() throws Exception {
        List<RecordedEvent> events = events(300);
        String older = checkpoint();
        events.addAll(events(300));
        ObjectNode proofs = proofs(older, checkpoint());
        var inclusions = proofs.putArray("inclusions");
        for (int i = 0; i < events.size(); i += 37) {
            RecordedEvent event = events.get(i);
            ObjectNode proof =
                    (ObjectNode) AUDIT.inclusion(event.headers().id()).json();
            inclusions.add(proof.put("entry", LogEntry.of(event).bytes()));
        }

        Outcome outcome = read(older, proofs);

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .contains("give the signed root", "continues size " + size(older), "17 inclusion proofs hold");
    }

    @Test
    void aStrangerRefusesACheckpointThatTheLogNeverSigned() throws Exception {
        events(10);
        String checkpoint = checkpoint();
        String forged = checkpoint.replaceFirst("\n" + size(checkpoint) + "\n", "\n" + (size(checkpoint) - 1) + "\n");

        Outcome outcome = read(forged, null);

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.output()).contains("signature");
    }

    @Test
    void aStrangerRefusesAProofOfAnotherEvent() throws Exception {
        List<RecordedEvent> events = events(10);
        String checkpoint = checkpoint();
        ObjectNode proofs = proofs(checkpoint, checkpoint);
        ObjectNode proof =
                (ObjectNode) AUDIT.inclusion(events.get(0).headers().id()).json();
        proofs.putArray("inclusions")
                .add(proof.put("entry", LogEntry.of(events.get(1)).bytes()));

        Outcome outcome = read(checkpoint, proofs);

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.output()).contains("entry " + proof.path("index").asLong());
    }

    private static long size(String checkpoint) {
        return Long.parseLong(checkpoint.split("\n")[1]);
    }
}
