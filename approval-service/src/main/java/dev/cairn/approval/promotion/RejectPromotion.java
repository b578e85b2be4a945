package dev.cairn.approval.promotion;

import dev.cairn.approval.promotion.PromotionCommand.OfPromotion;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import java.util.List;
import java.util.UUID;

/** Ends an open request for a reason that its reviewers could not know; nothing where somebody decided before. */
public record RejectPromotion(UUID promotion, String reason) implements OfPromotion {

    @Override
    public List<PromotionEvent> decide(PromotionState state) {
        return state.phase() == Phase.OPEN
                ? List.of(new PromotionRejected(
                        promotion, state.request().version(), state.request().stage(), reason))
                : List.of();
    }
}
