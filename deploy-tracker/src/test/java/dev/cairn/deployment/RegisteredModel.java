package dev.cairn.deployment;

import static dev.cairn.deployment.RunningTracker.auditor;
import static dev.cairn.deployment.RunningTracker.deployer;
import static dev.cairn.deployment.RunningTracker.events;
import static dev.cairn.deployment.RunningTracker.get;
import static dev.cairn.deployment.RunningTracker.governance;
import static dev.cairn.deployment.RunningTracker.post;
import static dev.cairn.deployment.RunningTracker.posting;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.approval.PromotionEvent.ApprovalLapsed;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.DeploymentDenied;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionExpired;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.registry.ModelEvent.AccessRevoked;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.registry.VersionEvent.RetirementRequested;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Permission;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.test.Answer;
import dev.cairn.test.OtherServices;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A model with versions that no other test has, and what registry and approval tell of it through their topics. */
final class RegisteredModel {

    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
    private static final Actor OWNER = new Actor(TestTokens.ISSUER, "table-owner");

    private final String name = TestServers.uniqueName("model");
    private final Map<String, UUID> promotions = new HashMap<>();

    RegisteredModel(Sensitivity sensitivity, String... labels) {
        RunningTracker.started();
        registry(new ModelRegistered(new ModelName(name), "", LabelScheme.SEMANTIC, sensitivity));
        for (String label : labels) {
            registry(new VersionRegistered(
                    version(label),
                    digest(label),
                    LabelScheme.SEMANTIC,
                    digest(label),
                    3,
                    EventCodec.json().createObjectNode()));
        }
        String last = digest(labels[labels.length - 1]).value();
        eventually(() -> assertThat(get(auditor(), "/api/v1/admission/" + name + "/" + last + "?stage=dev")
                        .json()
                        .has("version"))
                .isTrue());
    }

    RegisteredModel(String... labels) {
        this(Sensitivity.OPEN, labels);
    }

    String name() {
        return name;
    }

    VersionId version(String label) {
        return VersionId.of(name + "/" + label);
    }

    Sha256Digest digest(String label) {
        return Sha256Digest.of((name + label).getBytes(StandardCharsets.UTF_8));
    }

    private static void registry(Event event) {
        OtherServices.happened("registry", event, OWNER);
    }

    void granted(String subject, Permission permission) {
        registry(new AccessGranted(
                new ModelName(name), new Actor(TestTokens.ISSUER, subject), permission, "works on it"));
    }

    void withdrawn(String subject) {
        registry(new AccessRevoked(new ModelName(name), new Actor(TestTokens.ISSUER, subject), "left the team"));
    }

    /** Approved for production; on the topic when this returns. */
    UUID promoted(String label) {
        return promoted(label, Stage.PROD);
    }

    UUID promoted(String label, Stage stage) {
        return promoted(label, stage, null);
    }

    /** @param until when the approval lapses of itself; never when absent */
    UUID promoted(String label, Stage stage, @Nullable Instant until) {
        UUID promotion = UUID.randomUUID();
        promotions.put(label, promotion);
        OtherServices.happened(
                "approval", new PromotionApproved(promotion, version(label), digest(label), stage, List.of(), until));
        return promotion;
    }

    void lapsed(String label) {
        OtherServices.happened(
                "approval",
                new ApprovalLapsed(promotion(label), version(label), digest(label), Stage.PROD, "90 days are over"));
    }

    void revoked(String label) {
        OtherServices.happened(
                "approval",
                new PromotionRevoked(promotion(label), version(label), digest(label), Stage.PROD, "found faulty"));
    }

    UUID promotion(String label) {
        return promotions.getOrDefault(label, new UUID(0, 0));
    }

    void authorised(String label, UUID deployment, String target) {
        OtherServices.happened(
                "approval",
                new DeploymentAuthorised(
                        promotion(label), version(label), deployment, digest(label), new TargetName(target), LATER));
    }

    void denied(String label, UUID deployment, String target, String reason) {
        OtherServices.happened(
                "approval",
                new DeploymentDenied(null, version(label), deployment, digest(label), new TargetName(target), reason));
    }

    /** An event of approval never arrived, so those behind it wait. */
    void parked() {
        UUID promotion = UUID.randomUUID();
        OtherServices.lost("promotion:" + promotion);
        OtherServices.happened("approval", new PromotionExpired(promotion, version("1.0.0"), Stage.PROD));
    }

    UUID retirementRequested(String label) {
        UUID request = UUID.randomUUID();
        registry(new RetirementRequested(version(label), request, "unused"));
        return request;
    }

    void retired(String label) {
        registry(new VersionRetired(version(label), UUID.randomUUID()));
    }

    /** A target of the stage that no other test has. */
    static String target(Stage stage) {
        String target = TestServers.uniqueName("target");
        Answer answer = post(
                governance(),
                "/api/v1/targets",
                Map.of("target", target, "stage", stage.text(), "environment", "production", "region", "eu-central-1"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return target;
    }

    CompletableFuture<Answer> asking(String label, String target) {
        return posting(
                deployer(),
                "/api/v1/deployments",
                Map.of("version", version(label).toString(), "target", target));
    }

    /** The newest request, once it is stored. */
    UUID asked(int requests) {
        eventually(() -> assertThat(events(name, "DeploymentRequested")).hasSize(requests));
        JsonNode newest = events(name, "DeploymentRequested").get(requests - 1);
        return UUID.fromString(newest.path("deployment").asString());
    }

    /** Asked for, allowed by a new approval, and started. */
    UUID started(String label, String target) {
        promoted(label);
        eventually(() -> assertThat(
                        admission(label, "stage=prod").json().path("admitted").asBoolean())
                .isTrue());
        int before = events(name, "DeploymentRequested").size();
        CompletableFuture<Answer> asking = asking(label, target);
        authorised(label, asked(before + 1), target);
        Answer started = asking.join();
        assertThat(started.text("state")).as(started.toString()).isEqualTo("STARTED");
        return UUID.fromString(started.text("id"));
    }

    /** Started, and reported to run. */
    UUID running(String label, String target) {
        UUID deployment = started(label, target);
        Answer running = reported(deployment, Map.of("status", "RUNNING", "digest", digest(label)));
        assertThat(running.text("state")).as(running.toString()).isEqualTo("RUNNING");
        return deployment;
    }

    static Answer reported(UUID deployment, Map<String, ?> report) {
        return post(deployer(), "/api/v1/deployments/" + deployment + "/status", report);
    }

    Answer rolledBack(String target, Map<String, ?> rollback) {
        return post(deployer(), "/api/v1/targets/" + target + "/models/" + name + "/rollback", rollback);
    }

    Answer admission(String label, String query) {
        return get(auditor(), "/api/v1/admission/" + name + "/" + digest(label) + "?" + query);
    }

    static JsonNode shown(UUID deployment) {
        return get(auditor(), "/api/v1/deployments/" + deployment).json();
    }
}
