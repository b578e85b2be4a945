package dev.cairn.standalone.histories;

import dev.cairn.events.EventCodec;
import dev.cairn.standalone.histories.Calls.Call;
import dev.cairn.standalone.histories.Landscape.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One model's history: random operations of people who hold all roles, so that only rules keep them from what must not be. Most
 * operations are the next sensible one; the others try what is refused. It remembers what the answers told.
 */
final class Walk {

    /** What can be asked of a model that exists, with how often. */
    private enum Operation {
        REGISTER(5),
        REQUEST(14),
        REVIEW(30),
        WITHDRAW(1),
        REVOKE(4),
        DEPLOY(18),
        REPORT(17),
        UNDEPLOY(2),
        ROLL_BACK(5),
        DEPRECATE(1),
        RETIRE(3);

        private final int weight;

        Operation(int weight) {
            this.weight = weight;
        }
    }

    private static final int MOST_VERSIONS = 4;

    private final String model;
    private final Random random;
    private final People people;
    private final List<Version> versions = new ArrayList<>();
    private final List<Promotion> promotions = new ArrayList<>();
    private final List<Deployment> deployments = new ArrayList<>();
    private boolean exists;

    private record Version(String label, String digest) {}

    private record Promotion(String id, String label, String stage) {}

    private record Deployment(String id, String digest) {}

    Walk(String model, long seed) {
        this.model = model;
        this.random = new Random(seed);
        this.people = new People();
    }

    /** The next step: one operation, or several at the same moment. */
    List<Call> next() {
        if (!exists) {
            return List.of(registerModel());
        }
        if (versions.isEmpty()) {
            return List.of(registerVersion());
        }
        int dice = random.nextInt(10);
        if (dice < 6) {
            return List.of(any());
        }
        if (dice < 8) {
            Call twice = any();
            return List.of(twice, twice);
        }
        return dice == 8 ? List.of(any(), any()) : List.of(any(), any(), any());
    }

    private Call any() {
        int total = 0;
        for (Operation operation : Operation.values()) {
            total += operation.weight;
        }
        int dice = random.nextInt(total);
        for (Operation operation : Operation.values()) {
            dice -= operation.weight;
            if (dice < 0) {
                return call(operation);
            }
        }
        throw new IllegalStateException("The weights are no numbers");
    }

    private Call call(Operation operation) {
        if (operation == Operation.REGISTER && versions.size() < MOST_VERSIONS) {
            return registerVersion();
        }
        if (promotions.isEmpty()) {
            return request();
        }
        return switch (operation) {
            case REGISTER, REQUEST -> request();
            case REVIEW -> review();
            case WITHDRAW -> end("withdrawal");
            case REVOKE -> end("revocation");
            case DEPLOY -> deploy();
            case REPORT -> deployments.isEmpty() ? deploy() : report();
            case UNDEPLOY -> deployments.isEmpty() ? deploy() : undeploy();
            case ROLL_BACK -> rollBack();
            case DEPRECATE -> deprecate();
            case RETIRE -> retire();
        };
    }

    private Call registerModel() {
        return call(
                Service.REGISTRY, "POST", "/api/v1/models", Map.of("name", model), People.MAKER, it -> exists = true);
    }

    private Call registerVersion() {
        boolean good = random.nextInt(8) > 0;
        ObjectNode manifest = EventCodec.json().createObjectNode().put("manifestVersion", 1);
        manifest.put("description", "attempt " + random.nextInt(1_000_000));
        var artifacts = manifest.putArray("artifacts");
        artifacts.add(Scene.artifact("weights.bin", "weights"));
        artifacts.add(Scene.artifact("MODEL_CARD.md", "model-card"));
        manifest.putArray("metrics")
                .addObject()
                .put("name", "accuracy")
                .put("value", good ? 0.9 : 0.1)
                .put("split", "test")
                .put("better", "higher");
        return call(Service.REGISTRY, "POST", "/api/v1/models/" + model + "/versions", manifest, People.MAKER, it -> {
            var version = new Version(text(it, "label"), text(it, "digest"));
            if (!versions.contains(version)) {
                versions.add(version);
            }
        });
    }

    private Call request() {
        Version version = newest(versions);
        boolean staged = promotions.stream()
                .anyMatch(it -> it.label().equals(version.label()) && it.stage().equals("staging"));
        String stage = sensible() == staged ? "prod" : "staging";
        String requester = random.nextBoolean() ? People.MAKER : People.REQUESTER;
        return call(
                Service.APPROVAL,
                "POST",
                "/api/v1/promotions",
                Map.of("version", model + "/" + version.label(), "stage", stage, "reason", "It is better"),
                requester,
                it -> promotions.add(new Promotion(text(it, "id"), version.label(), stage)));
    }

    private Call review() {
        List<Promotion> reviewed =
                promotions.stream().filter(it -> it.stage().equals("prod")).toList();
        Promotion promotion = newest(reviewed.isEmpty() ? promotions : reviewed);
        String role = random.nextBoolean() ? "ml" : "risk";
        String reviewer = sensible() ? (role.equals("ml") ? People.TRADE : People.RISK) : people.any(random);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("role", role);
        body.put("verdict", random.nextInt(25) > 0 ? "APPROVE" : "REJECT");
        body.put("meaning", "I answer for it");
        body.put("comment", "Read and tried");
        body.put("confirmed", random.nextInt(10) > 0 ? List.of("model-card") : List.of());
        return call(
                Service.APPROVAL,
                "POST",
                "/api/v1/promotions/" + promotion.id() + "/reviews",
                body,
                reviewer,
                it -> {});
    }

    private Call end(String how) {
        return call(
                Service.APPROVAL,
                "POST",
                "/api/v1/promotions/" + newest(promotions).id() + "/" + how,
                Map.of("reason", "It is worse"),
                random.nextBoolean() ? People.MAKER : People.REQUESTER,
                it -> {});
    }

    private Call deploy() {
        Version version = newest(versions);
        return call(
                Service.DEPLOYMENT,
                "POST",
                "/api/v1/deployments",
                Map.of("version", model + "/" + version.label(), "target", target()),
                people.any(random),
                it -> deployments.add(new Deployment(text(it, "id"), text(it, "digest"))));
    }

    private Call report() {
        Deployment deployment = newest(deployments);
        Map<String, Object> failed = Map.of("status", "FAILED", "note", "It does not come up");
        Map<String, Object> running = Map.of("status", "RUNNING", "digest", deployment.digest());
        return ofDeployment(deployment, "status", random.nextInt(12) > 0 ? running : failed);
    }

    private Call undeploy() {
        return ofDeployment(newest(deployments), "undeployment", Map.of("reason", "Nobody asks it any more"));
    }

    private Call ofDeployment(Deployment deployment, String what, Map<String, Object> body) {
        return call(
                Service.DEPLOYMENT,
                "POST",
                "/api/v1/deployments/" + deployment.id() + "/" + what,
                body,
                people.any(random),
                it -> {});
    }

    private Call rollBack() {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("reason", "It misjudges"));
        if (!sensible()) {
            body.put("to", newest(versions).label());
        }
        return call(
                Service.DEPLOYMENT,
                "POST",
                "/api/v1/targets/" + target() + "/models/" + model + "/rollback",
                body,
                people.any(random),
                it -> deployments.add(new Deployment(text(it, "id"), text(it, "digest"))));
    }

    private Call deprecate() {
        return ofVersion("PUT", "deprecation");
    }

    private Call retire() {
        return random.nextInt(3) == 0 ? deprecate() : ofVersion("POST", "retirement");
    }

    private Call ofVersion(String method, String what) {
        // The old ones retire
        Version version = versions.get(random.nextInt(Math.max(1, versions.size() - 1)));
        String path = "/api/v1/models/" + model + "/versions/" + version.label() + "/" + what;
        return call(Service.REGISTRY, method, path, Map.of("reason", "It is old"), People.MAKER, it -> {});
    }

    private Call call(
            Service service, String method, String path, Object body, String person, Consumer<JsonNode> learned) {
        return new Call(service, method, path, body, people.token(person), learned);
    }

    private String target() {
        int dice = random.nextInt(10);
        return dice < 6 ? Scene.FIRST : dice < 9 ? Scene.SECOND : Scene.STAGING;
    }

    private boolean sensible() {
        return random.nextInt(10) < 8;
    }

    /** Mostly the last. */
    private <T> T newest(List<T> of) {
        return of.get(random.nextInt(10) < 7 ? of.size() - 1 : random.nextInt(of.size()));
    }

    private static String text(JsonNode answer, String field) {
        return answer.path(field).asString();
    }
}
