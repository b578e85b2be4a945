package dev.cairn.standalone.histories;

import dev.cairn.events.EventCodec;
import dev.cairn.standalone.histories.Call.Service;
import dev.cairn.standalone.histories.Known.Deployment;
import dev.cairn.standalone.histories.Known.Promotion;
import dev.cairn.standalone.histories.Known.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One model's history: random operations, of which only the rules keep it from what must not be. Most
 * operations are the next sensible one; the others try what may be refused.
 */
public final class Walk {

    /** What can be asked of a model that exists, with how often. */
    private enum Operation {
        REGISTER(5),
        REQUEST(5),
        REVIEW(5),
        WITHDRAW(1),
        REVOKE(4),
        DEPLOY(6),
        REPORT(5),
        UNDEPLOY(2),
        ROLL_BACK(6),
        RETIRE(6);

        private final int weight;

        Operation(int weight) {
            this.weight = weight;
        }
    }

    private static final int MOST_VERSIONS = 4;

    private final String model;
    private final Random random;
    private final People people;
    private final Known known = new Known();
    private boolean exists;

    public Walk(String model, long seed, People people) {
        this.model = model;
        this.random = new Random(seed);
        this.people = people;
    }

    /** The next step: one operation, or several at the same moment. */
    public List<Call> next() {
        if (!exists) {
            return List.of(registerModel());
        }
        if (known.versions().isEmpty()) {
            return List.of(registerVersion());
        }
        int dice = random.nextInt(10);
        if (dice < 5) {
            return List.of(sensible());
        }
        if (dice < 7) {
            Call twice = sensible();
            return List.of(twice, twice);
        }
        return dice == 7 ? List.of(any()) : dice == 8 ? List.of(sensible(), any()) : List.of(sensible(), any(), any());
    }

    /** What brings the history on, as far as is known. */
    private Call sensible() {
        Optional<Deployment> underWay = known.underWay();
        if (underWay.isPresent() && random.nextInt(4) > 0) {
            return report(underWay.get());
        }
        Optional<Promotion> open = known.toReview();
        if (open.isPresent()) {
            return review(open.get());
        }
        Optional<Promotion> approved = known.toDeploy();
        if (approved.isPresent() && random.nextInt(4) > 0) {
            known.tried("deploy " + approved.get().id());
            return deploy(approved.get().label(), mostly() ? Scene.FIRST : target());
        }
        Optional<Deployment> running = known.running();
        if (running.isPresent() && random.nextInt(3) == 0) {
            Deployment old = running.get();
            return switch (random.nextInt(4)) {
                case 0, 1 -> rollBack(old.target());
                case 2 -> retire(old.label());
                default -> revoke(old.promotion());
            };
        }
        Optional<Version> unstaged = known.toRequest("staging");
        Optional<Version> next = unstaged.isPresent() ? unstaged : known.toRequest("prod");
        if (next.isPresent()) {
            return request(next.get(), unstaged.isPresent() ? "staging" : "prod");
        }
        return random.nextBoolean() ? call(Operation.REGISTER) : any();
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
        if (operation == Operation.REGISTER && known.versions().size() < MOST_VERSIONS) {
            return registerVersion();
        }
        if (known.promotions().isEmpty()) {
            return request();
        }
        return switch (operation) {
            case REGISTER, REQUEST -> request();
            case REVIEW -> review(newest(known.promotions()));
            case WITHDRAW -> end(newest(known.promotions()).id(), "withdrawal", People.REQUESTER);
            case REVOKE -> revoke(newest(known.promotions()).id());
            case DEPLOY -> deploy(newest(known.versions()).label(), target());
            case REPORT, UNDEPLOY -> known.deployments().isEmpty() ? rollBack(target()) : ofDeployment(operation);
            case ROLL_BACK -> rollBack(target());
            case RETIRE -> retire();
        };
    }

    private Call registerModel() {
        return call(
                Service.REGISTRY, "POST", "/api/v1/models", Map.of("name", model), People.MAKER, it -> exists = true);
    }

    private Call registerVersion() {
        boolean good = random.nextInt(10) > 0;
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
        String path = "/api/v1/models/" + model + "/versions";
        return call(Service.REGISTRY, "POST", path, manifest, People.MAKER, known::version);
    }

    private Call request() {
        Version version = newest(known.versions());
        return request(version, mostly() == known.staged(version) ? "prod" : "staging");
    }

    private Call request(Version version, String stage) {
        known.tried(stage + " " + version.label());
        return call(
                Service.APPROVAL,
                "POST",
                "/api/v1/promotions",
                Map.of("version", model + "/" + version.label(), "stage", stage, "reason", "It is better"),
                random.nextBoolean() ? People.MAKER : People.REQUESTER,
                known::promotion);
    }

    private Call review(Promotion promotion) {
        known.tried("review " + promotion.id());
        String role = promotion.roles().contains("ml") == mostly() ? "risk" : "ml";
        String reviewer = mostly() || mostly() ? (role.equals("ml") ? People.TRADE : People.RISK) : people.any(random);
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
                known::promotion);
    }

    private Call revoke(String promotion) {
        return end(promotion, "revocation", people.governor(random));
    }

    private Call end(String promotion, String how, String person) {
        return call(
                Service.APPROVAL,
                "POST",
                "/api/v1/promotions/" + promotion + "/" + how,
                Map.of("reason", "It is worse"),
                person,
                known::promotion);
    }

    private Call deploy(String label, String target) {
        return call(
                Service.DEPLOYMENT,
                "POST",
                "/api/v1/deployments",
                Map.of("version", model + "/" + label, "target", target),
                people.deployer(random),
                known::deployment);
    }

    private Call report(Deployment deployment) {
        known.tried("report " + deployment.id());
        Map<String, Object> failed = Map.of("status", "FAILED", "note", "It does not come up");
        Map<String, Object> running = Map.of("status", "RUNNING", "digest", deployment.digest());
        return ofDeployment(deployment, "status", random.nextInt(12) > 0 ? running : failed);
    }

    private Call ofDeployment(Operation operation) {
        Deployment deployment = newest(known.deployments());
        return operation == Operation.REPORT
                ? report(deployment)
                : ofDeployment(deployment, "undeployment", Map.of("reason", "Nobody asks it any more"));
    }

    private Call ofDeployment(Deployment deployment, String what, Map<String, Object> body) {
        return call(
                Service.DEPLOYMENT,
                "POST",
                "/api/v1/deployments/" + deployment.id() + "/" + what,
                body,
                people.deployer(random),
                known::deployment);
    }

    private Call rollBack(String target) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("reason", "It misjudges"));
        if (!mostly()) {
            body.put("to", newest(known.versions()).label());
        }
        return call(
                Service.DEPLOYMENT,
                "POST",
                "/api/v1/targets/" + target + "/models/" + model + "/rollback",
                body,
                people.deployer(random),
                known::deployment);
    }

    /** Of all but the newest, which goes on. */
    private Call retire() {
        List<Version> versions = known.versions();
        return versions.size() == 1
                ? request()
                : retire(versions.get(random.nextInt(versions.size() - 1)).label());
    }

    /** What retires was deprecated before. */
    private Call retire(String label) {
        boolean first = known.first("deprecate " + label);
        return call(
                Service.REGISTRY,
                first ? "PUT" : "POST",
                "/api/v1/models/" + model + "/versions/" + label + "/" + (first ? "deprecation" : "retirement"),
                Map.of("reason", "It is old"),
                People.MAKER,
                it -> {});
    }

    private Call call(
            Service service, String method, String path, Object body, String person, Consumer<JsonNode> learned) {
        return new Call(service, method, path, body, people.token(person), learned);
    }

    private String target() {
        int dice = random.nextInt(10);
        return dice < 6 ? Scene.FIRST : dice < 9 ? Scene.SECOND : Scene.STAGING;
    }

    private boolean mostly() {
        return random.nextInt(10) < 8;
    }

    /** Mostly the last. */
    private <T> T newest(List<T> of) {
        return of.get(random.nextInt(10) < 7 ? of.size() - 1 : random.nextInt(of.size()));
    }
}
