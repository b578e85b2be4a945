package dev.cairn.acceptance.system;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The way of one model to production, with the policies that come with Cairn. */
public final class Trail {

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final Caller lea = cairn.person("lea");
    private final Caller rolf = cairn.person("rolf");
    private final Caller dan = cairn.person("dan");
    private final String model = mia.newModel();

    public String model() {
        return model;
    }

    /** A version with the model card that production asks for. */
    public String registered() {
        String label = Draft.trained()
                .file("model-card", "card.md", "text/markdown", "What it is for, and what not")
                .registered(mia, model)
                .path("label")
                .asString();
        Waiting.untilTrue("arrival of " + label, () -> knows(dan.deployment(), label) && requested(label, "dev"));
        return label;
    }

    /** Asking for something impossible tells whether deploy-tracker has heard of the version. */
    private boolean knows(Remote tracker, String label) {
        return !tracker.post("/api/v1/deployments", Map.of("version", model + "/" + label, "target", "nowhere"))
                .text()
                .contains("version-unknown");
    }

    private boolean requested(String label, String stage) {
        return ask(label, stage).status() == 201;
    }

    /** Asks to bring the version to the stage. */
    public Answer ask(String label, String stage) {
        return mia.approval()
                .post(
                        "/api/v1/promotions",
                        Map.of("version", model + "/" + label, "stage", stage, "reason", "it is better"));
    }

    /** @param confirmed documents that the reviewer has read */
    public Answer review(Caller reviewer, String role, String promotion, String verdict, String... confirmed) {
        return reviewer.approval()
                .post(
                        "/api/v1/promotions/" + promotion + "/reviews",
                        Map.of(
                                "role",
                                role,
                                "verdict",
                                verdict,
                                "meaning",
                                "I answer for it",
                                "comment",
                                "tried it",
                                "confirmed",
                                List.of(confirmed)));
    }

    /** Requested for production, and as far as staging already. */
    public String awaitingProduction(String label) {
        String staging = ask(label, "staging").expect(201).json().path("id").asString();
        review(lea, "ml", staging, "APPROVE").expect(200);
        return ask(label, "prod").expect(201).json().path("id").asString();
    }

    /** Approved for production by two people. */
    public String promoted(String label) {
        String promotion = awaitingProduction(label);
        review(lea, "ml", promotion, "APPROVE", "model-card").expect(200);
        JsonNode approved = review(rolf, "risk", promotion, "APPROVE", "model-card")
                .expect(200)
                .json();
        if (!approved.path("state").asString().equals("APPROVED")) {
            throw new AssertionError("It should be approved: " + approved);
        }
        return promotion;
    }

    /** A target in production that no other scenario has. */
    public String newTarget() {
        String target = "target-" + UUID.randomUUID().toString().substring(0, 8);
        cairn.person("gus")
                .deployment()
                .post("/api/v1/targets", Map.of("target", target, "stage", "prod", "environment", "production"))
                .expect(201);
        return target;
    }

    public Answer deploy(String label, String target) {
        return dan.deployment().post("/api/v1/deployments", Map.of("version", model + "/" + label, "target", target));
    }

    /** Deployed, and reported as running by the target's cluster. */
    public JsonNode running(String label, String target) {
        JsonNode started = deploy(label, target).expect(201).json();
        return cairn.machine("cluster")
                .deployment()
                .post(
                        "/api/v1/deployments/" + started.path("id").asString() + "/status",
                        Map.of(
                                "status",
                                "RUNNING",
                                "digest",
                                started.path("digest").asString()))
                .expect(200)
                .json();
    }

    /** What runs at a target; missing where nothing does. */
    public JsonNode at(String target) {
        return dan.deployment()
                .get("/api/v1/production?target=" + target)
                .expect(200)
                .json()
                .path("items")
                .path(0);
    }
}
