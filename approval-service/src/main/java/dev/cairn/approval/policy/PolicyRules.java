package dev.cairn.approval.policy;

import static dev.cairn.approval.ApprovalRefusal.POLICY_INVALID;

import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.Policy.RequiredReviews;
import dev.cairn.events.approval.Policy.Threshold;
import dev.cairn.events.types.Stage;
import dev.cairn.platform.problem.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every policy must be, whoever proposes it. */
final class PolicyRules {

    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}]{1,128}");
    private static final int MOST_REVIEWERS = 10;
    private static final int MOST = 100;
    private static final int LONGEST_REQUEST = 365;
    private static final int LONGEST_APPROVAL = 3650;
    private static final int LONGEST_SIGN_IN = 1440;
    private static final int LARGEST_EXPONENT = 300;

    private final List<String> faults = new ArrayList<>();

    private PolicyRules() {}

    /** @throws Refused with everything that is wrong */
    static void require(Stage stage, Policy policy) {
        var rules = new PolicyRules();
        rules.check(stage, policy);
        if (!rules.faults.isEmpty()) {
            throw new Refused(POLICY_INVALID, String.join("; ", rules.faults), Map.of("faults", rules.faults));
        }
    }

    private void check(Stage stage, Policy policy) {
        if (complete("reviews", policy.reviews())) {
            policy.reviews().forEach(this::review);
            distinct(
                    "reviews",
                    policy.reviews().stream().map(RequiredReviews::role).toList());
        }
        if (complete("thresholds", policy.thresholds())) {
            policy.thresholds().forEach(this::threshold);
        }
        if (complete("artifacts", policy.artifacts())) {
            distinct("artifacts", policy.artifacts());
        }
        if (complete("documents", policy.documents())) {
            distinct("documents", policy.documents());
        }
        range("requestDays", policy.requestDays(), LONGEST_REQUEST);
        range("approvalDays", policy.approvalDays(), LONGEST_APPROVAL);
        range("signInMinutes", policy.signInMinutes(), LONGEST_SIGN_IN);
        ofStage(stage, policy);
    }

    private void ofStage(Stage stage, Policy policy) {
        if (stage.before().isEmpty() && policy.stageBefore()) {
            faults.add("stageBefore: there is no stage before " + stage);
        }
        if (stage == Stage.PROD && policy.reviews() != null && policy.reviews().isEmpty()) {
            faults.add("reviews: nothing gets to prod without somebody else's approval");
        }
    }

    private boolean complete(String field, @Nullable List<?> values) {
        if (values == null || values.stream().anyMatch(Objects::isNull)) {
            faults.add(field + ": a list without gaps, which may be empty");
            return false;
        }
        if (values.size() > MOST) {
            faults.add(field + ": at most " + MOST);
            return false;
        }
        return true;
    }

    private void review(RequiredReviews review) {
        if (review.role() == null || !ROLE.matcher(review.role()).matches()) {
            faults.add("reviews: a role is 1 to 63 of a-z, 0-9 and '-', starting with a letter");
        }
        range("reviews: count", review.count(), MOST_REVIEWERS);
    }

    private void threshold(Threshold threshold) {
        if (threshold.metric() == null || !NAME.matcher(threshold.metric()).matches()) {
            faults.add("thresholds: a metric's name has 1 to 128 characters, all of them visible");
        }
        if (threshold.split() != null && !NAME.matcher(threshold.split()).matches()) {
            faults.add("thresholds: a split's name has 1 to 128 characters, all of them visible");
        }
        BigDecimal least = threshold.atLeast();
        BigDecimal most = threshold.atMost();
        if (least == null && most == null) {
            faults.add("thresholds: atLeast, atMost, or both");
        } else if (boundless(least) || boundless(most)) {
            faults.add("thresholds: a limit has at most " + LARGEST_EXPONENT + " digits before and after the point");
        } else if (least != null && most != null && least.compareTo(most) > 0) {
            faults.add("thresholds: no value is at least " + least + " and at most " + most);
        }
    }

    private static boolean boundless(@Nullable BigDecimal limit) {
        return limit != null
                && (Math.abs((long) limit.scale()) > LARGEST_EXPONENT || limit.precision() > LARGEST_EXPONENT);
    }

    private void distinct(String field, Collection<?> values) {
        if (new HashSet<>(values).size() < values.size()) {
            faults.add(field + ": nothing twice");
        }
    }

    private void range(String field, @Nullable Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            faults.add(field + ": 1 to " + most);
        }
    }
}
