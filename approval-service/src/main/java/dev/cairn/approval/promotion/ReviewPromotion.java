package dev.cairn.approval.promotion;

import dev.cairn.approval.gate.Gate;
import dev.cairn.approval.promotion.PromotionCommand.OfPromotion;
import dev.cairn.approval.version.Candidate;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.Check;
import dev.cairn.events.approval.PromotionEvent.GateEvaluated;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.types.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says yes or no to an open request, and signs. One no ends it. The last yes that the policy asks for has the checks evaluated
 * again, since a version may have been deprecated or damaged meanwhile; only where they pass is the promotion approved.
 *
 * @param candidate the version as it is known now
 * @param signedIn when the reviewer proved who they are; absent where their token does not say
 */
public record ReviewPromotion(
        UUID promotion,
        Candidate candidate,
        Actor reviewer,
        @Nullable Instant signedIn,
        Review review,
        Instant now) implements OfPromotion {

    @Override
    public List<PromotionEvent> decide(PromotionState state) {
        PromotionRequested request = state.requireOpen(now);
        ReviewRules.require(this, request, state.reviews());
        var reviewed = new PromotionReviewed(
                promotion,
                request.version(),
                reviewer,
                review.role(),
                review.verdict(),
                review.meaning(),
                review.comment(),
                review.confirmed());
        List<PromotionEvent> events = new ArrayList<>(List.of(reviewed));
        if (review.verdict() == Verdict.REJECT) {
            events.add(new PromotionRejected(promotion, request.version(), request.stage(), review.comment()));
            return events;
        }
        List<PromotionReviewed> reviews = new ArrayList<>(state.reviews());
        reviews.add(reviewed);
        if (ReviewRules.complete(request.policy(), reviews)) {
            events.addAll(end(request, reviews));
        }
        return events;
    }

    private List<PromotionEvent> end(PromotionRequested request, List<PromotionReviewed> reviews) {
        List<Check> checks = Gate.evaluate(request.policy(), request.stage(), candidate);
        boolean passed = Gate.passed(checks);
        var gate = new GateEvaluated(promotion, request.version(), passed, checks);
        if (!passed) {
            return List.of(
                    gate, new PromotionRejected(promotion, request.version(), request.stage(), Gate.failures(checks)));
        }
        List<Actor> approvers =
                reviews.stream().map(PromotionReviewed::reviewer).toList();
        return List.of(
                gate,
                new PromotionApproved(
                        promotion,
                        request.version(),
                        request.digest(),
                        request.stage(),
                        approvers,
                        RequestPromotion.until(request.policy(), now)));
    }
}
