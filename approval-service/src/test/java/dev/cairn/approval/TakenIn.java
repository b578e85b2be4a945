package dev.cairn.approval;

import static dev.cairn.approval.RunningApproval.engineer;
import static dev.cairn.approval.RunningApproval.jdbc;
import static dev.cairn.approval.RunningApproval.post;
import static dev.cairn.approval.RunningApproval.reviewer;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Permission;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.VersionId;
import dev.cairn.test.Answer;
import dev.cairn.test.OtherServices;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A model with versions, as the registry told of it; in the service's views when this is made. */
final class TakenIn {

    static final Actor MIA = actor("mia");

    private final ModelName name;

    private TakenIn(ModelName name) {
        this.name = name;
        // Its start makes the topics
        jdbc();
    }

    static Actor actor(String subject) {
        return new Actor(TestTokens.ISSUER, subject);
    }

    /** Mia's, open to all, with 1.0.0 and 2.0.0. */
    static TakenIn model() {
        TakenIn model = model(Sensitivity.OPEN);
        model.registered("1.0.0", MIA, null);
        model.registered("2.0.0", MIA, null);
        return model;
    }

    /** Hidden from all but its owner, who registered 1.0.0, and a reader. */
    static TakenIn restricted(String owner, String reader) {
        var model = new TakenIn(new ModelName(TestServers.uniqueName("model")));
        model.happened(new ModelRegistered(model.name, "", LabelScheme.SEMANTIC, Sensitivity.RESTRICTED), actor(owner));
        model.happened(new AccessGranted(model.name, actor(reader), Permission.READ, ""), actor(owner));
        model.registered("1.0.0", actor(owner), null);
        return model;
    }

    static TakenIn model(Sensitivity sensitivity) {
        var model = new TakenIn(new ModelName(TestServers.uniqueName("model")));
        model.happened(new ModelRegistered(model.name, "", LabelScheme.SEMANTIC, sensitivity), MIA);
        return model;
    }

    /** With a model card and a measured recall of 0.9. */
    void registered(String label, Actor creator, @Nullable Actor owner) {
        registered(label, manifest(label), creator, owner);
    }

    /** The content of another model's 1.0.0, to the byte. */
    void registeredAs(TakenIn other, String label, Actor creator, @Nullable Actor owner) {
        registered(label, other.manifest("1.0.0"), creator, owner);
    }

    private void registered(String label, ObjectNode manifest, Actor creator, @Nullable Actor owner) {
        OtherServices.happened(
                "registry",
                new VersionRegistered(
                        version(label),
                        CanonicalJson.digest(manifest),
                        LabelScheme.SEMANTIC,
                        Sha256Digest.of(new byte[0]),
                        3,
                        manifest),
                creator,
                owner);
        eventually(() -> assertThat(jdbc().sql("select count(*) from version where model = ? and label = ?")
                        .param(name.value())
                        .param(label)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1));
    }

    private ObjectNode manifest(String label) {
        String content =
                Sha256Digest.of((name + label).getBytes(StandardCharsets.UTF_8)).value();
        return (ObjectNode) EventCodec.json().readTree("""
                {"manifestVersion": 1,
                 "metrics": [{"name": "recall", "split": "test", "value": 0.9}],
                 "artifacts": [
                   {"path": "model.bin", "role": "weights", "size": 3,
                    "mediaType": "application/octet-stream", "digest": "%1$s"},
                   {"path": "card.md", "role": "model-card", "size": 3, "mediaType": "text/markdown",
                    "digest": "%1$s"}]}
                """.formatted(content));
    }

    Sha256Digest digest(String label) {
        return CanonicalJson.digest(manifest(label));
    }

    VersionId version(String label) {
        return new VersionId(name, new Label(label));
    }

    String name() {
        return name.value();
    }

    String key() {
        return "model:" + name;
    }

    /** Something that the registry says about it. */
    void happened(Event event, Actor actor) {
        OtherServices.happened("registry", event, actor);
    }

    /** By Mia. */
    Answer request(String label, String stage) {
        return request(engineer(), label, stage);
    }

    Answer request(String token, String label, String stage) {
        return post(
                token,
                "/api/v1/promotions",
                Map.of("version", version(label).toString(), "stage", stage, "reason", "fewer false alarms"));
    }

    /** Requested by Mia and approved by whom the policies that come with the product ask for. */
    UUID promoted(String label, String stage) {
        Answer requested = request(label, stage);
        assertThat(requested.status()).as(requested.toString()).isEqualTo(201);
        UUID promotion = UUID.fromString(requested.text("id"));
        List<String> roles = switch (stage) {
            case "staging" -> List.of("ml");
            case "prod" -> List.of("ml", "risk");
            default -> List.of();
        };
        roles.forEach(role -> approve(promotion, "reviewer-of-" + role, role));
        return promotion;
    }

    /** Through all stages. */
    UUID inProduction(String label) {
        promoted(label, "dev");
        promoted(label, "staging");
        return promoted(label, "prod");
    }

    static Answer approve(UUID promotion, String subject, String role) {
        Answer approved = review(reviewer(subject, "approver:" + role), promotion, role, "APPROVE");
        assertThat(approved.status()).as(approved.toString()).isEqualTo(200);
        return approved;
    }

    static Answer review(String token, UUID promotion, String role, String verdict) {
        return post(
                token,
                "/api/v1/promotions/" + promotion + "/reviews",
                Map.of(
                        "role",
                        role,
                        "verdict",
                        verdict,
                        "meaning",
                        "I read it and take it on me",
                        "comment",
                        "as it was agreed",
                        "confirmed",
                        List.of("model-card")));
    }
}
