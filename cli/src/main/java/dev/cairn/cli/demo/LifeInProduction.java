package dev.cairn.cli.demo;

import dev.cairn.cli.Failure;
import dev.cairn.cli.Pause;
import dev.cairn.cli.demo.People.Person;
import dev.cairn.cli.lineage.LineageTree;
import dev.cairn.cli.remote.Api;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** From approval to production, back, and to the end of a version: who may, who may not, and why. */
final class LifeInProduction {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PrintWriter out;
    private final People people;
    private final String model;
    private final String target;

    LifeInProduction(PrintWriter out, People people, Scene scene) {
        this.out = out;
        this.people = people;
        this.model = scene.model();
        this.target = scene.target();
    }

    /**
     * @param first label of the version that ends
     * @param second label of the version that stays
     */
    void tell(String first, String second) {
        registerTarget();
        unapproved(first);
        promoteAndDeploy("The policy for production wants two people of different trades", first);
        promoteAndDeploy("The better version goes the same way, and takes its place", second);
        rollBack();
        lineage(first);
        revoke(first);
        retire(first, second);
    }

    private void registerTarget() {
        people.gus()
                .deployment()
                .post(
                        "/api/v1/targets",
                        Map.of("target", target, "stage", "prod", "environment", "production", "region", "antarctica"));
    }

    private void unapproved(String label) {
        Chapter.begin(out, "Dan deploys a version that nobody approved");
        refused(() -> people.dan().deployment().post("/api/v1/deployments", deployment(label)));
    }

    private void promoteAndDeploy(String heading, String label) {
        Chapter.begin(out, heading);
        var lea = new Approver("Lea", "ml", people.lea());
        promote(label, "dev");
        promote(label, "staging", lea);
        promote(label, "prod", lea, new Approver("Rolf", "risk", people.rolf()));
        deploy(label);
    }

    private record Approver(String name, String role, Person person) {}

    private void promote(String label, String stage, Approver... approvers) {
        JsonNode promotion = people.mia()
                .approval()
                .post(
                        "/api/v1/promotions",
                        Map.of("version", model + "/" + label, "stage", stage, "reason", "It names more penguins"));
        for (Approver approver : approvers) {
            promotion = review(promotion.path("id").asString(), stage, approver);
        }
        if (!state(promotion, "APPROVED")) {
            throw new Failure("The promotion to " + stage + " is not approved: " + promotion, null);
        }
        String who = Stream.of(approvers).map(Approver::name).collect(Collectors.joining(" and "));
        out.printf("  %s/%s for %-8s approved by %s%n", model, label, stage, who.isEmpty() ? "its checks alone" : who);
    }

    private static JsonNode review(String promotion, String stage, Approver approver) {
        return approver.person()
                .approval()
                .post(
                        "/api/v1/promotions/" + promotion + "/reviews",
                        Map.of(
                                "role",
                                approver.role(),
                                "verdict",
                                "APPROVE",
                                "meaning",
                                "I answer for it in " + stage,
                                "comment",
                                "Read and tried",
                                "confirmed",
                                stage.equals("prod") ? List.of("model-card") : List.of()));
    }

    private void deploy(String label) {
        JsonNode started = start(label);
        String address = "/api/v1/deployments/" + started.path("id").asString();
        people.dan()
                .deployment()
                .post(
                        address + "/status",
                        Map.of(
                                "status",
                                "RUNNING",
                                "digest",
                                started.path("digest").asString()));
        out.println("  " + target + " runs " + model + "/" + label);
    }

    /** The answer is waited for some seconds by deploy-tracker itself; on a busy machine it may take longer. */
    private JsonNode start(String label) {
        Api deployments = people.dan().deployment();
        JsonNode asked = deployments.post("/api/v1/deployments", deployment(label));
        return await(
                "an answer",
                () -> deployments.get("/api/v1/deployments/" + asked.path("id").asString()),
                it -> !state(it, "REQUESTED"));
    }

    private void rollBack() {
        Chapter.begin(out, "It misjudges chicks, so Dan rolls back: one call, and nobody is asked");
        JsonNode now = rollBack(Map.of("reason", "It misjudges chicks"));
        out.println("  " + target + " runs " + now.path("version").asString() + " again");
    }

    private JsonNode rollBack(Map<String, String> rollback) {
        return people.dan().deployment().post("/api/v1/targets/" + target + "/models/" + model + "/rollback", rollback);
    }

    private void lineage(String label) {
        Chapter.begin(out, "From what runs there back to the data, by lineage");
        String deployment = running().path("deployment").asString();
        String node = "deployment:" + deployment;
        String address = "/api/v1/graph?node=" + Api.escaped(node) + "&direction=UPSTREAM&depth=20";
        JsonNode graph = await("the lineage of " + node, () -> known(address), it -> leadsToData(it, label));
        new LineageTree(graph, false).lines(node).forEach(line -> out.println("  " + line));
    }

    private JsonNode known(String address) {
        Api lineage = people.mia().lineage();
        return lineage.exists(address) ? lineage.get(address) : MissingNode.getInstance();
    }

    private boolean leadsToData(JsonNode graph, String label) {
        List<String> nodes = graph.path("nodes")
                .valueStream()
                .map(node -> node.path("id").asString())
                .toList();
        return nodes.contains("version:" + model + "/" + label)
                && nodes.stream().anyMatch(it -> it.startsWith("data:"));
    }

    private void revoke(String label) {
        Chapter.begin(out, "Gus, of governance, revokes the approval, and it is felt");
        JsonNode runs = running();
        people.gus()
                .approval()
                .post(
                        "/api/v1/promotions/" + runs.path("promotion").asString() + "/revocation",
                        Map.of("reason", "Its model card is silent about chicks"));
        JsonNode felt = await("the revocation", this::running, it -> it.hasNonNull("unapproved"));
        out.println("  " + target + " runs " + felt.path("version").asString() + " without approval since "
                + felt.path("unapproved").path("since").asString());
        JsonNode admission = people.dan()
                .deployment()
                .get("/api/v1/admission/" + model + "/" + felt.path("digest").asString() + "?stage=prod");
        out.println("  A cluster asks whether it may run that, and is told:");
        out.println("  "
                + (admission.path("admitted").asBoolean()
                        ? "Yes"
                        : "No: " + admission.path("reason").asString()));
    }

    private void retire(String label, String successor) {
        Chapter.begin(out, "The first version ends: deprecated, and retired when nothing uses it any more");
        String version = "/api/v1/models/" + model + "/versions/" + label;
        people.mia()
                .registry()
                .put(
                        version + "/deprecation",
                        Map.of("reason", "It never saw a bill", "successor", model + "/" + successor));
        out.println("  While it runs:     " + retirement(version, label));
        deploy(successor);
        out.println("  When it is gone:   " + retirement(version, label));
        refused(() -> rollBack(Map.of("to", label, "reason", "Nostalgia")));
    }

    private String retirement(String version, String label) {
        Api registry = people.mia().registry();
        registry.post(version + "/retirement", Map.of("reason", "Its successor is better"));
        JsonNode answer = await(
                "an answer about " + label, () -> registry.get(version + "/retirement"), it -> !state(it, "REQUESTED"));
        return answer.hasNonNull("objection")
                ? "it is not retired: " + answer.path("objection").asString()
                : "it is " + answer.path("state").asString().toLowerCase(Locale.ROOT);
    }

    /** What the target runs now. */
    JsonNode running() {
        return people.dan()
                .deployment()
                .get("/api/v1/production?target=" + target + "&model=" + model)
                .path("items")
                .path(0);
    }

    private Map<String, String> deployment(String label) {
        return Map.of("version", model + "/" + label, "target", target);
    }

    private void refused(Supplier<JsonNode> asked) {
        try {
            JsonNode answer = asked.get();
            throw new Failure("It was answered " + answer + ", and that must not be.", null);
        } catch (Api.NotDone refused) {
            out.println("  Refused: " + refused.getMessage());
        }
    }

    private static boolean state(JsonNode answer, String state) {
        return answer.path("state").asString().equals(state);
    }

    private static JsonNode await(String what, Supplier<JsonNode> asked, Predicate<JsonNode> there) {
        return Pause.until(
                PATIENCE,
                asked,
                there,
                answer -> new Failure(
                        "Cairn waited in vain for " + what + "; last it was " + answer, "Look with: cairn status"));
    }
}
