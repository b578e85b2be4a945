package dev.cairn.approval.promotion;

import static dev.cairn.approval.ApprovalRefusal.PROMOTION_NOT_APPROVED;

import dev.cairn.approval.promotion.PromotionCommand.OfPromotion;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.platform.problem.Refused;
import java.util.List;
import java.util.UUID;

/** Takes an approval back, also one that lapsed: what runs by it runs without approval from then on. */
public record RevokePromotion(UUID promotion, String reason) implements OfPromotion {

    @Override
    public List<PromotionEvent> decide(PromotionState state) {
        return switch (state.phase()) {
            case REVOKED -> List.of();
            case APPROVED, LAPSED ->
                List.of(new PromotionRevoked(
                        promotion,
                        state.request().version(),
                        state.request().digest(),
                        state.request().stage(),
                        reason));
            default ->
                throw new Refused(
                        PROMOTION_NOT_APPROVED,
                        "The promotion is " + state.phase().words());
        };
    }
}
