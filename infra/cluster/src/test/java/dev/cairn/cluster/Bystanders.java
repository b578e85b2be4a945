package dev.cairn.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.standalone.killing.load.Doors;
import dev.cairn.standalone.killing.load.Http;
import dev.cairn.standalone.killing.load.Http.Answer;
import dev.cairn.standalone.killing.load.Manifests;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The services that live while all instances of one are dead: each answers what does not need that one, and none says more than it
 * can know.
 */
final class Bystanders {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MODEL = "bystander";
    private static final String MODEL_PATH = "/api/v1/models/" + MODEL;
    private static final byte[] CONTENT = {7};

    private final Doors engineer;
    private final Doors governor;
    private final Doors deployer;
    private final Doors auditor;
    private final Sha256Digest digest;
    private final String label;
    private int asked;

    /** The last operation on the model that was acknowledged; also what its events are correlated by. */
    private String written = "";

    /**
     * Makes a version that all services know.
     *
     * @param people by their names, who wait until they are answered
     */
    Bystanders(Function<String, Doors> people) throws IOException {
        engineer = people.apply("mia");
        governor = people.apply("gus");
        deployer = people.apply("dan");
        auditor = people.apply("ada");
        Sha256Digest artifact = Sha256Digest.of(CONTENT);
        ObjectNode manifest = Manifests.ofWeights(CONTENT);
        digest = CanonicalJson.digest(manifest);
        done(engineer.registry().bytes("PUT", "/api/v1/blobs/" + artifact, CONTENT, 0));
        write(engineer.registry(), "POST", "/api/v1/models", Map.of("name", MODEL));
        label = write(engineer.registry(), "POST", MODEL_PATH + "/versions", manifest)
                .path("label")
                .asString();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(AssertionError.class)
                .until(this::promoted);
        await().atMost(PATIENCE).untilAsserted(this::requireAdmission);
        await().atMost(PATIENCE).untilAsserted(this::requireProvenance);
    }

    /** @param dead the service of which nothing runs now, nor before this returns */
    void requireToGoOn(String dead) throws IOException {
        asked++;
        if (!dead.equals("registry")) {
            describe();
        }
        if (!dead.equals("approval")) {
            assertThat(promoted())
                    .as("approved without a review, as its stage's policy says")
                    .isTrue();
        }
        if (!dead.equals("deployment")) {
            requireTarget();
            requireAdmission();
        }
        if (dead.equals("approval")) {
            requireNoStart();
        }
        if (!dead.equals("lineage")) {
            requireProvenance();
        }
        if (!dead.equals("audit")) {
            requireLogToGrow();
        }
    }

    private void describe() throws IOException {
        String text = "asked " + asked + " times";
        write(engineer.registry(), "PUT", MODEL_PATH + "/description", Map.of("description", text));
        assertThat(engineer.registry().read(MODEL_PATH).path("description").asString())
                .isEqualTo(text);
    }

    private boolean promoted() throws IOException {
        JsonNode promotion = write(
                engineer.approval(),
                "POST",
                "/api/v1/promotions",
                Map.of("version", MODEL + "/" + label, "stage", "dev", "reason", "It is asked for"));
        String id = promotion.path("id").asString();
        String state = engineer.approval()
                .read("/api/v1/promotions/" + id)
                .path("state")
                .asString();
        return state.equals("APPROVED");
    }

    private void requireTarget() throws IOException {
        String target = target();
        var body = Map.of("target", target, "stage", "dev", "environment", "a desk");
        done(governor.deployment()
                .write("POST", "/api/v1/targets", body, UUID.randomUUID().toString()));
        assertThat(deployer.deployment()
                        .read("/api/v1/targets/" + target)
                        .path("stage")
                        .asString())
                .isEqualTo("dev");
    }

    private String target() {
        return "desk-" + asked;
    }

    private void requireAdmission() throws IOException {
        JsonNode verdict =
                deployer.deployment().read("/api/v1/admission/" + MODEL + "/" + digest.value() + "?stage=dev");
        assertThat(verdict.path("admitted").asBoolean()).as("%s", verdict).isTrue();
    }

    /** However well approved it is: nobody who could allow it lives, and no answer by the deadline is no. */
    private void requireNoStart() throws IOException {
        JsonNode deployment = write(
                deployer.deployment(),
                "POST",
                "/api/v1/deployments",
                Map.of("version", MODEL + "/" + label, "target", target()));
        assertThat(deployment.path("state").asString()).isEqualTo("REQUESTED");
        String path = "/api/v1/deployments/" + deployment.path("id").asString();
        String end = await().atMost(PATIENCE)
                .until(
                        () -> deployer.deployment().read(path).path("state").asString(),
                        state -> !state.equals("REQUESTED"));
        assertThat(end).isEqualTo("REFUSED");
    }

    private void requireProvenance() throws IOException {
        JsonNode provenance = auditor.lineage().read("/api/v1/provenance/" + MODEL + "/" + label);
        assertThat(provenance.path("graph").path("nodes").toString()).contains("version:" + MODEL + "/" + label);
    }

    /** What another one of them has just written gets into it. */
    private void requireLogToGrow() throws IOException {
        assertThat(auditor.audit().get("/log/checkpoint").status()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(auditor.audit().all("/api/v1/entries?model=" + MODEL))
                        .extracting(entry ->
                                entry.path("record").path("correlationId").asString())
                        .contains(written));
    }

    private JsonNode write(Http service, String method, String path, Object body) throws IOException {
        String operation = UUID.randomUUID().toString();
        JsonNode answer = done(service.write(method, path, body, operation));
        written = operation;
        return answer;
    }

    private static JsonNode done(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isBetween(200, 299);
        return answer.body().length == 0 ? EventCodec.json().createObjectNode() : answer.json();
    }
}
