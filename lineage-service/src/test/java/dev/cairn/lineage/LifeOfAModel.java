package dev.cairn.lineage;

import dev.cairn.events.CanonicalJson;
import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import dev.cairn.events.deployment.TargetEvent.TargetRegistered;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.test.OtherServices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** A version of data, code and experiment, promoted and deployed; and one that was made from it, by its digest. */
final class LifeOfAModel {

    private static final Actor MIA = Actor.of("https://issuer.test#mia");
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    private final String name;
    private final String data;
    private final Sensitivity sensitivity;
    private final VersionId version;
    private final TargetName target;
    private final UUID promotion = UUID.randomUUID();
    private final UUID deployment = UUID.randomUUID();
    private final ObjectNode manifest;

    LifeOfAModel(String name, Sensitivity sensitivity) {
        this(name, sensitivity, "data:rows-of-" + name + "@2026-09");
    }

    /** @param data the node of the data that it was trained on */
    LifeOfAModel(String name, Sensitivity sensitivity, String data) {
        this.data = data;
        this.name = name;
        this.sensitivity = sensitivity;
        this.version = VersionId.of(name + "/1.0.0");
        this.target = new TargetName("at-" + name);
        this.manifest = manifest(
                name, """
                ,"code": {"repository": "https://git.example/%1$s", "commit": "%2$s", "dirty": false},
                 "data": [{"name": "%3$s", "version": "2026-09", "purpose": "training"}],
                 "experiment": {"name": "trial-of-%1$s"}
                """.formatted(name, "ab".repeat(20), data.substring("data:".length(), data.indexOf('@'))));
    }

    /** One event of one service. */
    record Told(String service, Event event) {
        void happen() {
            OtherServices.happened(service, event, MIA);
        }
    }

    String model() {
        return name;
    }

    String version() {
        return "version:" + version;
    }

    String child() {
        return "version:" + name + "/2.0.0";
    }

    String data() {
        return data;
    }

    String promotion() {
        return "promotion:" + promotion;
    }

    String deployment() {
        return "deployment:" + deployment;
    }

    String target() {
        return "target:" + target;
    }

    TreeSet<String> edgesAboveTheDeployment() {
        return new TreeSet<>(List.of(
                deployment() + " runs " + version(),
                deployment() + " allowed-by " + promotion(),
                promotion() + " promotes " + version(),
                version() + " used " + data(),
                version() + " built-from code:https://git.example/" + name + "@" + "ab".repeat(20),
                version() + " produced-in experiment:trial-of-" + name));
    }

    Told registered() {
        return new Told("registry", new ModelRegistered(new ModelName(name), "", LabelScheme.SEMANTIC, sensitivity));
    }

    List<Told> events() {
        return byService().stream().flatMap(List::stream).toList();
    }

    /** What the registry, approval and deploy-tracker tell, each in its order. */
    List<List<Told>> byService() {
        Sha256Digest digest = CanonicalJson.digest(manifest);
        ObjectNode childs = manifest(name, """
                ,"parents": [{"model": "%s", "version": "%s"}]
                """.formatted(name, digest));
        var policy = new Policy(List.of(), List.of(), List.of(), List.of(), false, 14, null, null);
        return List.of(
                List.of(
                        registered(),
                        // Of another partition than its parent a child may come first
                        version(VersionId.of(name + "/2.0.0"), childs),
                        version(version, manifest)),
                Stream.<Event>of(
                                new PromotionRequested(
                                        promotion,
                                        version,
                                        digest,
                                        Stage.PROD,
                                        0,
                                        policy,
                                        MIA,
                                        List.of(MIA),
                                        "",
                                        LATER),
                                new PromotionApproved(promotion, version, digest, Stage.PROD, List.of(), null))
                        .map(event -> new Told("approval", event))
                        .toList(),
                Stream.<Event>of(
                                new TargetRegistered(target, Stage.PROD, "production", null, null, null, ""),
                                new DeploymentRequested(deployment, version, digest, target, Stage.PROD, LATER),
                                new DeploymentStarted(deployment, version, digest, target, Stage.PROD, promotion),
                                new Deployed(deployment, version, digest, target, Stage.PROD, null))
                        .map(event -> new Told("deployment", event))
                        .toList());
    }

    /** A version of this model that names the other model's version twice, by its label and by its digest. */
    Told madeFrom(LifeOfAModel other) {
        return version(version, manifest(name, """
                ,"parents": [{"model": "%1$s", "version": "1.0.0"}, {"model": "%1$s", "version": "%2$s"}]
                """.formatted(other.name, CanonicalJson.digest(other.manifest))));
    }

    /** The deployment is asked for. */
    Told requested() {
        return new Told(
                "deployment",
                new DeploymentRequested(
                        deployment, version, CanonicalJson.digest(manifest), target, Stage.PROD, LATER));
    }

    /** The deployment will not start; the first that is told of it, unless it was asked for. */
    DeploymentRefused refused() {
        return new DeploymentRefused(
                deployment, version, CanonicalJson.digest(manifest), target, Stage.PROD, "It is revoked");
    }

    private static Told version(VersionId id, ObjectNode manifest) {
        Sha256Digest weights = weights(id.model().value());
        return new Told(
                "registry",
                new VersionRegistered(id, CanonicalJson.digest(manifest), LabelScheme.SEMANTIC, weights, 3, manifest));
    }

    private static Sha256Digest weights(String name) {
        return Sha256Digest.of(name.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode manifest(String name, String more) {
        return (ObjectNode) EventCodec.json().readTree("""
                {"manifestVersion": 1, "artifacts": [
                  {"path": "model.bin", "role": "weights", "size": 3, "mediaType": "application/octet-stream",
                   "digest": "%s"}]%s}
                """.formatted(weights(name), more));
    }
}
