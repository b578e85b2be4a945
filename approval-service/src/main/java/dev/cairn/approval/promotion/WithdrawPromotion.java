package dev.cairn.approval.promotion;

import dev.cairn.approval.promotion.PromotionCommand.OfPromotion;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionWithdrawn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Takes an open request back. */
public record WithdrawPromotion(UUID promotion, String reason, Instant now) implements OfPromotion {

    @Override
    public List<PromotionEvent> decide(PromotionState state) {
        PromotionRequested request = state.requireOpen(now);
        return List.of(new PromotionWithdrawn(promotion, request.version(), request.stage(), reason));
    }
}
