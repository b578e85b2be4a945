package dev.cairn.standalone.histories;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the answers told of a model, the oldest first; it may be out of date. */
final class Known {

    private static final Set<String> THERE = Set.of("REQUESTED", "STARTED", "RUNNING");

    private final Map<String, Version> versions = new LinkedHashMap<>();
    private final Map<String, Promotion> promotions = new LinkedHashMap<>();
    private final Map<String, Deployment> deployments = new LinkedHashMap<>();

    private final Map<String, Integer> tried = new HashMap<>();

    record Version(String label) {}

    /** @param roles in which it was reviewed */
    record Promotion(String id, String label, String stage, String state, Set<String> roles) {}

    /** @param promotion by which it runs; empty before it started */
    record Deployment(String id, String label, String digest, String target, String state, String promotion) {}

    void version(JsonNode answer) {
        versions.put(text(answer, "label"), new Version(text(answer, "label")));
    }

    void promotion(JsonNode answer) {
        String id = text(answer, "id");
        Set<String> roles = answer.path("reviews")
                .valueStream()
                .map(review -> text(review, "role"))
                .collect(Collectors.toSet());
        promotions.put(id, new Promotion(id, label(answer), text(answer, "stage"), text(answer, "state"), roles));
    }

    void deployment(JsonNode answer) {
        String id = text(answer, "id");
        deployments.put(
                id,
                new Deployment(
                        id,
                        label(answer),
                        text(answer, "digest"),
                        text(answer, "target"),
                        text(answer, "state"),
                        text(answer, "promotion")));
    }

    private static String label(JsonNode answer) {
        return text(answer, "version").replaceAll(".*/", "");
    }

    private static String text(JsonNode answer, String field) {
        return answer.path(field).asString();
    }

    List<Version> versions() {
        return List.copyOf(versions.values());
    }

    List<Promotion> promotions() {
        return List.copyOf(promotions.values());
    }

    List<Deployment> deployments() {
        return List.copyOf(deployments.values());
    }

    Optional<Deployment> underWay() {
        return last(
                deployments(), it -> it.state().equals("STARTED") || it.state().equals("REQUESTED"));
    }

    Optional<Deployment> running() {
        return last(deployments(), it -> it.state().equals("RUNNING"));
    }

    Optional<Promotion> toReview() {
        return last(
                promotions(),
                it -> it.state().equals("OPEN") && it.stage().equals("prod") && promising("review " + it.id(), 6));
    }

    /** A version that may go to production and is not there, or only by a promotion that was revoked. */
    Optional<Promotion> toDeploy() {
        return last(
                promotions(),
                it -> it.state().equals("APPROVED")
                        && it.stage().equals("prod")
                        && deployments().stream()
                                .noneMatch(there -> THERE.contains(there.state())
                                        && there.label().equals(it.label())
                                        && !revoked(there)));
    }

    private boolean revoked(Deployment deployment) {
        Promotion promotion = promotions.get(deployment.promotion());
        return promotion != null && promotion.state().equals("REVOKED");
    }

    /** A version that was not asked for at the stage, or was revoked there and may be asked for anew. */
    Optional<Version> toRequest(String stage) {
        return last(
                versions(),
                version -> last(
                                promotions(),
                                it -> it.label().equals(version.label())
                                        && it.stage().equals(stage))
                        .map(newest -> newest.state().equals("REVOKED") && promising(stage + " " + version.label(), 4))
                        .orElse(true));
    }

    void tried(String what) {
        tried.merge(what, 1, Integer::sum);
    }

    /** Whether this is the first try. */
    boolean first(String what) {
        boolean first = promising(what, 1);
        tried(what);
        return first;
    }

    /** What was refused so often is refused for a reason. */
    private boolean promising(String what, int most) {
        return tried.getOrDefault(what, 0) < most;
    }

    boolean staged(Version version) {
        return promotions().stream()
                .anyMatch(it -> it.label().equals(version.label()) && it.stage().equals("staging"));
    }

    private static <T> Optional<T> last(List<T> of, Predicate<T> which) {
        List<T> found = new ArrayList<>(of);
        found.removeIf(which.negate());
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }
}
