package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.proof.CanonicalRecord;
import dev.cairn.acceptance.proof.PublicLog;
import dev.cairn.acceptance.proof.Rfc6962;
import dev.cairn.acceptance.proof.SignedCheckpoint;
import dev.cairn.acceptance.system.Answer;
import dev.cairn.acceptance.system.CairnCommand;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.EventLog;
import dev.cairn.acceptance.system.Json;
import dev.cairn.acceptance.system.LoggedEvent;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.acceptance.system.Waiting;
import dev.cairn.test.Clause;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AuditTest {

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final Caller ada = cairn.person("ada");
    private final Caller anybody = cairn.stranger("");

    @Test
    @Clause("AUD-1")
    void creation_change_retrieval_and_refusal_are_in_the_trail_in_their_order() {
        String model = mia.newModel();
        String latest = "/api/v1/models/" + model + "/versions/latest";
        Draft.trained().registered(mia, model);
        mia.registry()
                .put("/api/v1/models/" + model + "/description", Map.of("description", "new"))
                .expect(200);
        mia.registry()
                .put(latest + "/tags/purpose", Map.of("value", "candidate"))
                .expect(200);
        mia.registry().get(latest + "/package").expect(200);
        mia.registry().delete(latest).expect(409);
        cairn.person("dan")
                .registry()
                .put(latest + "/tags/x", Map.of("value", "y"))
                .expect(403);

        assertThat(EventLog.shared().awaitAbout("cairn.registry", model, 4))
                .extracting(LoggedEvent::type)
                .containsExactly("ModelRegistered", "VersionRegistered", "ModelDescribed", "VersionTagged");
        assertThat(EventLog.shared().awaitAbout("cairn.registry.access", model, 4))
                .extracting(LoggedEvent::type)
                .containsExactly("RetrievalStarted", "RetrievalFinished", "ChangeRefused", "AccessRefused");
    }

    @Test
    @Clause("AUD-2")
    void anyone_can_verify_that_an_event_is_in_the_log_and_that_the_log_only_grew() {
        SignedCheckpoint before = PublicLog.read(anybody.audit()).checkpoint();
        String model = mia.newModel();
        LoggedEvent event =
                EventLog.shared().awaitAbout("cairn.registry", model, 1).get(0);
        JsonNode proof = proof(mia, event);

        SignedCheckpoint now = SignedCheckpoint.verified(
                proof.path("checkpoint").asString(),
                anybody.audit().get("/log/vkey").text());
        assertThat(Rfc6962.included(
                        CanonicalRecord.entry(event),
                        proof.path("index").asLong(),
                        now.size(),
                        hashes(proof),
                        now.root()))
                .isTrue();
        assertThat(proof.path("record"))
                .as("what is disclosed to whoever did it")
                .isEqualTo(Json.read(CanonicalRecord.of(event)));
        JsonNode consistency = mia.audit()
                .get("/api/v1/proofs/consistency?from=" + before.size() + "&to=" + now.size())
                .expect(200)
                .json();
        assertThat(Rfc6962.grew(before.size(), before.root(), now.size(), now.root(), hashes(consistency)))
                .isTrue();
    }

    @Test
    @Clause("AUD-2")
    void a_proof_of_something_else_leads_nowhere() {
        LoggedEvent one = EventLog.shared()
                .awaitAbout("cairn.registry", mia.newModel(), 1)
                .get(0);
        LoggedEvent other = EventLog.shared()
                .awaitAbout("cairn.registry", mia.newModel(), 1)
                .get(0);
        JsonNode proof = proof(mia, one);
        SignedCheckpoint checkpoint = SignedCheckpoint.verified(
                proof.path("checkpoint").asString(),
                anybody.audit().get("/log/vkey").text());

        assertThat(Rfc6962.included(
                        CanonicalRecord.entry(other),
                        proof.path("index").asLong(),
                        checkpoint.size(),
                        hashes(proof),
                        checkpoint.root()))
                .isFalse();
    }

    @Test
    @Clause("AUD-2")
    void checkpoints_are_anchored_in_the_write_once_store() {
        mia.newModel();
        LoggedEvent anchored =
                EventLog.shared().await("anchor", event -> event.type().equals("CheckpointAnchored"));
        SignedCheckpoint checkpoint = SignedCheckpoint.verified(
                anchored.json().path("checkpoint").asString(),
                anybody.audit().get("/log/vkey").text());

        assertThat(PublicLog.read(anybody.audit()).rootAt(checkpoint.size())).isEqualTo(checkpoint.root());
        assertThat(anchored.json().path("enforcement").asString()).isEqualTo("detect-only");
    }

    @Test
    @Clause("AUD-3")
    void entries_are_found_by_model_actor_type_and_time() {
        Caller machine = cairn.machine("ci-pipeline");
        String model = mia.newModel();
        JsonNode first = Draft.trained().registered(machine, model);
        JsonNode second = Draft.trained().registered(mia, model);
        String type = "dev.cairn.registry.VersionRegistered.v1";
        String search = "/api/v1/entries?model=" + model;
        Waiting.untilTrue("three entries about " + model, () -> found(search).size() == 3);

        assertThat(found(search + "&type=" + type)).hasSize(2);
        assertThat(found(search + "&actor=" + machine.actor().replace("#", "%23")))
                .hasSize(1);
        assertThat(found(search + "&from=" + second.path("registered").asString()))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.at("/record/subject").asString()).isEqualTo("version:" + model + "/1.0.1"));
        assertThat(found(search + "&type=" + type + "&to="
                        + second.path("registered").asString()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("time")).isEqualTo(first.path("registered")));
    }

    @Test
    @Clause({"AUD-3", "ACL-1"})
    void whoever_does_not_oversee_finds_what_they_did_themselves_and_nothing_else() {
        Caller max = cairn.person("max");
        mia.newModel();
        String own = max.newModel();
        Waiting.untilTrue(
                "entry of " + own,
                () -> max.audit().get("/api/v1/entries").text().contains(own));

        Set<String> actors = max.audit()
                .get("/api/v1/entries")
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("actor").asString())
                .collect(Collectors.toSet());
        assertThat(actors).containsExactly(max.actor());
    }

    @Test
    @Clause("AUD-5")
    void the_public_log_tells_nothing_but_digests_that_cannot_be_guessed() {
        String model = mia.newModel();
        LoggedEvent event =
                EventLog.shared().awaitAbout("cairn.registry", model, 1).get(0);
        proof(mia, event);

        assertThat(PublicLog.read(anybody.audit()).entries()).allMatch(entry -> entry.length == 32);
        assertThat(event.header("ce_nonce")).matches("[0-9a-f]{32}");
        Caller max = cairn.person("max");
        JsonNode seenByAnother = max.audit()
                .get("/api/v1/proofs/inclusion?event=" + event.id())
                .expect(200)
                .json();
        assertThat(seenByAnother.has("record")).isFalse();
        assertThat(seenByAnother.toString()).doesNotContain(model);
    }

    @Test
    @Clause({"AUD-2", "IMM-3"})
    void the_command_proves_an_event_and_finds_nothing_altered(@TempDir Path directory) {
        String model = mia.newModel();
        Draft.trained().registered(mia, model);
        LoggedEvent event =
                EventLog.shared().awaitAbout("cairn.registry", model, 2).get(1);
        var auditor = new CairnCommand(cairn, directory, ada);

        assertThat(auditor.run("proof", event.id()).expect(0).out()).contains("version:" + model + "/1.0.0", "Proved.");
        assertThat(auditor.run("audit", "--model", model).expect(0).out()).contains("VersionRegistered", event.id());
        assertThat(auditor.run("verify").expect(0).out()).contains("Nothing was altered", "detect-only");
    }

    private List<JsonNode> found(String search) {
        return ada.audit()
                .get(search)
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    /** As soon as a checkpoint covers the event and its record can be read. */
    private static JsonNode proof(Caller caller, LoggedEvent event) {
        return Waiting.until("proof of " + event, () -> {
            Answer answer = caller.audit().get("/api/v1/proofs/inclusion?event=" + event.id());
            return answer.status() == 200 && answer.json().has("record")
                    ? Optional.of(answer.json())
                    : Optional.empty();
        });
    }

    private static List<byte[]> hashes(JsonNode proof) {
        return proof.path("hashes")
                .valueStream()
                .map(hash -> Base64.getDecoder().decode(hash.asString()))
                .toList();
    }
}
