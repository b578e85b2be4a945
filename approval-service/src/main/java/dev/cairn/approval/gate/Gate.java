package dev.cairn.approval.gate;

import dev.cairn.approval.version.Candidate;
import dev.cairn.approval.version.Candidate.Document;
import dev.cairn.approval.version.Candidate.Kind;
import dev.cairn.approval.version.Candidate.Obstacle;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.Policy.Threshold;
import dev.cairn.events.approval.PromotionEvent.Check;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.events.manifest.Metric;
import dev.cairn.events.types.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Whether a version passes a policy, check by check in the policy's order. Three checks no policy can leave out: the version is
 * intact, not deprecated, not retired.
 */
public final class Gate {

    private static final String METRIC = "metric ";
    private static final String ARTIFACT = "artifact ";

    private Gate() {}

    /** @param stage the one that the version is to get to */
    public static List<Check> evaluate(Policy policy, Stage stage, Candidate candidate) {
        List<Check> checks = new ArrayList<>();
        policy.thresholds().forEach(threshold -> checks.add(measured(threshold, candidate)));
        artifacts(policy).forEach(role -> checks.add(present(role, candidate)));
        if (policy.stageBefore()) {
            stage.before().ifPresent(before -> checks.add(promoted(before, candidate)));
        }
        checks.add(absent("intact", Kind.DAMAGE, "every byte as registered", candidate));
        checks.add(absent("not deprecated", Kind.DEPRECATION, "no deprecation", candidate));
        checks.add(absent("not retired", Kind.RETIREMENT, "no retirement", candidate));
        return List.copyOf(checks);
    }

    public static boolean passed(List<Check> checks) {
        return checks.stream().allMatch(Check::passed);
    }

    /** Every failed check in one sentence. */
    public static String failures(List<Check> checks) {
        return checks.stream()
                .filter(check -> !check.passed())
                .map(Gate::failure)
                .collect(Collectors.joining("; "));
    }

    /** What is counted or measured says little without what it should be; the other checks find whole sentences. */
    private static String failure(Check check) {
        return check.name().startsWith(METRIC) || check.name().startsWith(ARTIFACT)
                ? check.name() + ": " + check.found() + " where " + check.required() + " is required"
                : check.found();
    }

    /** What has to be confirmed has to be there. */
    private static Set<ArtifactRole> artifacts(Policy policy) {
        Set<ArtifactRole> roles = EnumSet.noneOf(ArtifactRole.class);
        roles.addAll(policy.artifacts());
        roles.addAll(policy.documents());
        return roles;
    }

    /** Where the threshold is of any split and several were measured, all of them have to reach it. */
    private static Check measured(Threshold threshold, Candidate candidate) {
        List<Metric> found = candidate.metrics().stream()
                .filter(metric -> metric.name().equals(threshold.metric()))
                .filter(metric -> threshold.split() == null || threshold.split().equals(metric.split()))
                .toList();
        boolean passed = !found.isEmpty() && found.stream().allMatch(metric -> reaches(metric, threshold));
        String words = found.stream()
                .map(metric -> metric.value() + " on " + metric.split())
                .collect(Collectors.joining(", "));
        return new Check(
                METRIC + threshold.metric() + (threshold.split() == null ? "" : " on " + threshold.split()),
                passed,
                required(threshold),
                found.isEmpty() ? "no measurement" : words,
                found.isEmpty() ? null : candidate.registered());
    }

    private static boolean reaches(Metric metric, Threshold threshold) {
        return (threshold.atLeast() == null || metric.value().compareTo(threshold.atLeast()) >= 0)
                && (threshold.atMost() == null || metric.value().compareTo(threshold.atMost()) <= 0);
    }

    private static String required(Threshold threshold) {
        List<String> limits = new ArrayList<>();
        if (threshold.atLeast() != null) {
            limits.add("at least " + threshold.atLeast());
        }
        if (threshold.atMost() != null) {
            limits.add("at most " + threshold.atMost());
        }
        return String.join(" and ", limits);
    }

    private static Check present(ArtifactRole role, Candidate candidate) {
        Optional<Document> found = candidate.documents().stream()
                .filter(document -> document.role() == role)
                .findFirst();
        return new Check(
                ARTIFACT + role,
                found.isPresent(),
                "at least one",
                found.map(document -> document.path().value()).orElse("none"),
                found.isPresent() ? candidate.registered() : null);
    }

    private static Check promoted(Stage before, Candidate candidate) {
        UUID approval = candidate.promotions().get(before);
        return new Check(
                "promoted to " + before,
                approval != null,
                "an approval that was not revoked",
                approval == null ? "not promoted to " + before : "approved",
                approval);
    }

    private static Check absent(String name, Kind kind, String required, Candidate candidate) {
        Optional<Obstacle> obstacle = candidate.obstacles().stream()
                .filter(found -> found.kind() == kind)
                .findFirst();
        return new Check(
                name,
                obstacle.isEmpty(),
                required,
                obstacle.map(Obstacle::words).orElse("nothing against it"),
                obstacle.map(Obstacle::evidence).orElse(null));
    }
}
