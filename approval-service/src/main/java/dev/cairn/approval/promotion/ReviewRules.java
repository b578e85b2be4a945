package dev.cairn.approval.promotion;

import static dev.cairn.approval.ApprovalRefusal.ALREADY_REVIEWED;
import static dev.cairn.approval.ApprovalRefusal.CANDIDATE_UNKNOWN;
import static dev.cairn.approval.ApprovalRefusal.DOCUMENTS_UNCONFIRMED;
import static dev.cairn.approval.ApprovalRefusal.REVIEWER_BARRED;
import static dev.cairn.approval.ApprovalRefusal.ROLE_NOT_ASKED;
import static dev.cairn.approval.ApprovalRefusal.SIGN_IN_TOO_OLD;

import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.platform.problem.Refused;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Whose review counts, and when there are enough. */
final class ReviewRules {

    private ReviewRules() {}

    /** @throws Refused when this review does not count */
    static void require(ReviewPromotion command, PromotionRequested request, List<PromotionReviewed> before) {
        if (!command.candidate().digest().equals(request.digest())) {
            throw new Refused(
                    CANDIDATE_UNKNOWN, "What was requested is " + request.digest() + ", and is not known here");
        }
        if (barred(command, request)) {
            throw new Refused(
                    REVIEWER_BARRED,
                    "You requested it, or made the version, or the same content under another name, or answer for a"
                            + " machine that did: others decide");
        }
        if (before.stream().anyMatch(review -> review.reviewer().equals(command.reviewer()))) {
            throw new Refused(ALREADY_REVIEWED, "Your review of this promotion is recorded");
        }
        Policy policy = request.policy();
        String role = command.review().role();
        if (policy.reviews().stream().noneMatch(asked -> asked.role().equals(role))) {
            throw new Refused(ROLE_NOT_ASKED, "The policy asks for " + roles(policy));
        }
        freshlySignedIn(command, policy);
        if (command.review().verdict() == Verdict.APPROVE) {
            confirmed(command.review(), policy);
        }
    }

    /** Also who made the content under another name since it was requested. */
    private static boolean barred(ReviewPromotion command, PromotionRequested request) {
        return request.barred().contains(command.reviewer())
                || command.candidate().makers().contains(command.reviewer());
    }

    private static void freshlySignedIn(ReviewPromotion command, Policy policy) {
        if (policy.signInMinutes() == null) {
            return;
        }
        var oldest = command.now().minus(Duration.ofMinutes(policy.signInMinutes()));
        if (command.signedIn() == null || command.signedIn().isBefore(oldest)) {
            throw new Refused(
                    SIGN_IN_TOO_OLD, "A signature takes a sign-in of the last " + policy.signInMinutes() + " minutes");
        }
    }

    private static void confirmed(Review review, Policy policy) {
        List<ArtifactRole> missing = policy.documents().stream()
                .filter(document -> !review.confirmed().contains(document))
                .toList();
        if (!missing.isEmpty()) {
            throw new Refused(
                    DOCUMENTS_UNCONFIRMED,
                    "Not confirmed: " + missing.stream().map(ArtifactRole::text).collect(Collectors.joining(", ")));
        }
    }

    /** Whether enough people approved in each role; none of them is counted in two, since nobody reviews twice. */
    static boolean complete(Policy policy, List<PromotionReviewed> reviews) {
        return policy.reviews().stream()
                .allMatch(asked -> reviews.stream()
                                .filter(review -> review.verdict() == Verdict.APPROVE)
                                .filter(review -> review.role().equals(asked.role()))
                                .count()
                        >= asked.count());
    }

    private static String roles(Policy policy) {
        return policy.reviews().stream()
                .map(asked -> asked.count() + " of " + asked.role())
                .collect(Collectors.joining(" and "));
    }
}
