package dev.cairn.standalone.killing.load;

import dev.cairn.events.EventCodec;
import dev.cairn.events.Topics;
import dev.cairn.standalone.histories.Call;
import dev.cairn.standalone.killing.load.Http.Answer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An operation of the trail that somebody began, and what came back. */
public final class Deed {

    /** The service has stored that it does not do it. */
    private static final Map<String, String> REFUSED_ON_RECORD =
            Map.of("gate-failed", "PromotionRejected", "deployment-refused", "DeploymentRefused");

    /** What is stored, by the last word of the path of whoever asks for it. */
    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("models", "ModelRegistered"),
            Map.entry("versions", "VersionRegistered"),
            Map.entry("deprecation", "VersionDeprecated"),
            Map.entry("retirement", "RetirementRequested"),
            Map.entry("promotions", "PromotionRequested"),
            Map.entry("reviews", "PromotionReviewed"),
            Map.entry("withdrawal", "PromotionWithdrawn"),
            Map.entry("revocation", "PromotionRevoked"),
            Map.entry("deployments", "DeploymentRequested"),
            Map.entry("undeployment", "Undeployed"),
            Map.entry("rollback", "RolledBack"));

    private final String model;
    private final String operation;
    private final Call call;
    private final long begun;
    private volatile boolean unanswered;
    private volatile @Nullable Told told;

    /** @param order of the answer among all beginnings and answers */
    private record Told(long order, int status, JsonNode body) {}

    /**
     * @param operation its idempotency key and correlation id
     * @param begun its place among all beginnings and answers
     */
    Deed(String model, String operation, Call call, long begun) {
        this.model = model;
        this.operation = operation;
        this.call = call;
        this.begun = begun;
    }

    /** An attempt was not answered; what it did nobody knows. */
    void unanswered() {
        unanswered = true;
    }

    void told(long order, Answer answer) {
        told = new Told(order, answer.status(), EventCodec.json().readTree(answer.body()));
    }

    public String operation() {
        return operation;
    }

    Call call() {
        return call;
    }

    /** Whether it was answered before the other one was begun. */
    public boolean answeredBefore(Deed other) {
        Told answer = told;
        return answer != null && answer.order() < other.begun;
    }

    public boolean begunBefore(Deed other) {
        return begun < other.begun;
    }

    public boolean acknowledged() {
        Told answer = told;
        return answer != null && answer.status() < 300;
    }

    /** Whether it was refused in its only attempt, and not on record: then nothing may have come of it. */
    public boolean cameToNothing() {
        Told answer = told;
        return answer != null
                && answer.status() >= 400
                && !unanswered
                && refusalOnRecord().isEmpty();
    }

    /** The event by which the refusal is on record. */
    public Optional<String> refusalOnRecord() {
        Told answer = told;
        return answer == null || answer.status() < 400
                ? Optional.empty()
                : Optional.ofNullable(REFUSED_ON_RECORD.get(
                        answer.body().path("type").asString("").replaceAll(".*/", "")));
    }

    public String topic() {
        return switch (call.service()) {
            case REGISTRY -> Topics.REGISTRY;
            case APPROVAL -> Topics.APPROVAL;
            case DEPLOYMENT -> Topics.DEPLOYMENT;
        };
    }

    /** The event that is stored for it, and once. */
    public String event() {
        String asked = call.path().replaceAll(".*/", "");
        return asked.equals("status") ? reported() : Objects.requireNonNull(EVENTS.get(asked), asked);
    }

    private String reported() {
        return call.body() instanceof Map<?, ?> report && "FAILED".equals(report.get("status"))
                ? "DeploymentFailed"
                : "Deployed";
    }

    /** Whether such an event is stored only where somebody asks for it. */
    public static boolean asksFor(String event) {
        return event.equals("Deployed") || EVENTS.containsValue(event);
    }

    /** By which events what it says is so already: then it is acknowledged, and nothing is stored. */
    public Set<String> saidBy() {
        return switch (event()) {
            case "Deployed" -> Set.of("Deployed", "RolledBack");
            case "PromotionRevoked", "VersionDeprecated", "VersionRegistered" -> Set.of(event());
            default -> Set.of();
        };
    }

    /** The stream of its event: the id that the path names, or the answer. */
    public Optional<String> stream() {
        String[] path = call.path().split("/");
        boolean named = path.length > 5 && (path[3].equals("promotions") || path[3].equals("deployments"));
        String id = named ? path[4] : idInAnswer();
        String kind = call.service() == Call.Service.APPROVAL ? "promotion" : "deployment";
        return id.isEmpty() || call.service() == Call.Service.REGISTRY
                ? Optional.empty()
                : Optional.of(kind + ":" + id);
    }

    private String idInAnswer() {
        Told answer = told;
        if (answer == null) {
            return "";
        }
        JsonNode body = answer.body();
        return body.path("id")
                .asString(
                        body.path("promotion").asString(body.path("deployment").asString("")));
    }

    public String model() {
        return model;
    }

    @Override
    public String toString() {
        Told answer = told;
        return call.method() + " " + call.path() + " of " + operation + " → "
                + (answer == null ? "no answer" : answer.status() + " " + answer.body());
    }
}
