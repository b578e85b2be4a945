package dev.cairn.approval.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.approval.version.Candidate;
import dev.cairn.approval.version.Candidate.Document;
import dev.cairn.approval.version.Candidate.Kind;
import dev.cairn.approval.version.Candidate.Obstacle;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.Policy.Threshold;
import dev.cairn.events.approval.PromotionEvent.Check;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.events.manifest.Metric;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.VersionId;
import dev.cairn.test.Clause;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each check of a policy, with what it finds and the event that says so. */
@Clause("PRO-2")
class GateTest {

    private static final UUID REGISTERED = UUID.randomUUID();
    private static final UUID EVIDENCE = UUID.randomUUID();
    private static final Sha256Digest DIGEST = new Sha256Digest("ab".repeat(32));

    @Test
    void aMetricHasToLieWithinItsLimits() {
        Candidate measured = candidate(metric("recall", "0.91", "test"));

        assertThat(only(threshold("recall", "test", "0.9", null), measured))
                .isEqualTo(new Check("metric recall on test", true, "at least 0.9", "0.91 on test", REGISTERED));
        assertThat(only(threshold("recall", "test", "0.91", "0.91"), measured).passed())
                .isTrue();
        assertThat(only(threshold("recall", "test", "0.92", null), measured))
                .isEqualTo(new Check("metric recall on test", false, "at least 0.92", "0.91 on test", REGISTERED));
        assertThat(only(threshold("recall", null, null, "0.9"), measured))
                .isEqualTo(new Check("metric recall", false, "at most 0.9", "0.91 on test", REGISTERED));
    }

    @Test
    void aMetricThatNobodyMeasuredFailsAndHasNoEvidence() {
        assertThat(only(threshold("recall", "test", "0", null), candidate(metric("recall", "1", "train"))))
                .isEqualTo(new Check("metric recall on test", false, "at least 0", "no measurement", null));
    }

    @Test
    void whereTheSplitIsLeftOpenEveryMeasurementHasToPass() {
        Candidate flattered = candidate(metric("recall", "0.99", "train"), metric("recall", "0.5", "test"));

        assertThat(only(threshold("recall", null, "0.9", null), flattered).passed())
                .isFalse();
        assertThat(only(threshold("recall", null, "0.5", null), flattered).found())
                .isEqualTo("0.99 on train, 0.5 on test");
    }

    @Test
    void whatReviewersHaveToReadHasToBeThere() {
        var policy = new Policy(
                List.of(),
                List.of(),
                List.of(ArtifactRole.CODE),
                List.of(ArtifactRole.MODEL_CARD),
                false,
                14,
                null,
                null);
        var card = new Document(ArtifactRole.MODEL_CARD, new ArtifactPath("card.md"), DIGEST);
        var documented = new Candidate(
                VersionId.of("fraud/1.0.0"),
                DIGEST,
                List.of(),
                REGISTERED,
                List.of(),
                List.of(card),
                List.of(),
                Map.of());

        assertThat(Gate.evaluate(policy, Stage.DEV, documented))
                .contains(
                        new Check("artifact model-card", true, "at least one", "card.md", REGISTERED),
                        new Check("artifact code", false, "at least one", "none", null));
    }

    @Test
    @Clause("PRO-1")
    void theStageBeforeCountsOnlyWhereThePolicySaysSo() {
        Candidate never = candidate(List.of(), Map.of());
        Candidate staged = candidate(List.of(), Map.of(Stage.STAGING, EVIDENCE));

        assertThat(checks(true, never))
                .contains(new Check(
                        "promoted to staging",
                        false,
                        "an approval that was not revoked",
                        "not promoted to staging",
                        null));
        assertThat(checks(true, staged))
                .contains(new Check(
                        "promoted to staging", true, "an approval that was not revoked", "approved", EVIDENCE));
        assertThat(checks(false, never)).extracting(Check::name).doesNotContain("promoted to staging");
    }

    @Test
    @Clause({"EOL-3", "IMM-4"})
    void whatIsDamagedDeprecatedOrRetiredPassesNoPolicy() {
        for (Kind kind : Kind.values()) {
            List<Check> checks = checks(false, candidate(List.of(new Obstacle(kind, "so it is", EVIDENCE)), Map.of()));

            assertThat(Gate.passed(checks)).as("%s", kind).isFalse();
            assertThat(checks)
                    .filteredOn(check -> !check.passed())
                    .singleElement()
                    .satisfies(failed -> {
                        assertThat(failed.found()).isEqualTo("so it is");
                        assertThat(failed.evidence()).isEqualTo(EVIDENCE);
                    });
        }
        assertThat(Gate.passed(checks(false, candidate(List.of(), Map.of())))).isTrue();
    }

    @Test
    void failuresAreOneSentence() {
        assertThat(Gate.failures(List.of(
                        new Check("a", true, "x", "y", null),
                        new Check("metric recall", false, "at least 0.9", "0.89 on test", null),
                        new Check("artifact code", false, "at least one", "none", null))))
                .isEqualTo("metric recall: 0.89 on test where at least 0.9 is required;"
                        + " artifact code: none where at least one is required");
    }

    @Test
    void whatIsNotAMeasureIsToldAsItIsFound() {
        var withdrawn = new Obstacle(Kind.DEPRECATION, "deprecated: Wrong data", EVIDENCE);

        assertThat(Gate.failures(checks(true, candidate(List.of(withdrawn), Map.of()))))
                .isEqualTo("not promoted to staging; deprecated: Wrong data");
    }

    private static List<Check> checks(boolean stageBefore, Candidate candidate) {
        var policy = new Policy(List.of(), List.of(), List.of(), List.of(), stageBefore, 14, null, null);
        return Gate.evaluate(policy, Stage.PROD, candidate);
    }

    private static Check only(Threshold threshold, Candidate candidate) {
        var policy = new Policy(List.of(), List.of(threshold), List.of(), List.of(), false, 14, null, null);
        return Gate.evaluate(policy, Stage.PROD, candidate).get(0);
    }

    private static Threshold threshold(
            String metric, @Nullable String split, @Nullable String atLeast, @Nullable String atMost) {
        return new Threshold(
                metric,
                split,
                atLeast == null ? null : new BigDecimal(atLeast),
                atMost == null ? null : new BigDecimal(atMost));
    }

    private static Metric metric(String name, String value, String split) {
        return new Metric(name, new BigDecimal(value), split, null);
    }

    private static Candidate candidate(Metric... metrics) {
        return new Candidate(
                VersionId.of("fraud/1.0.0"),
                DIGEST,
                List.of(),
                REGISTERED,
                Stream.of(metrics).toList(),
                List.of(),
                List.of(),
                Map.of());
    }

    private static Candidate candidate(List<Obstacle> obstacles, Map<Stage, UUID> promotions) {
        return new Candidate(
                VersionId.of("fraud/1.0.0"),
                DIGEST,
                List.of(),
                REGISTERED,
                List.of(),
                List.of(),
                obstacles,
                promotions);
    }
}
