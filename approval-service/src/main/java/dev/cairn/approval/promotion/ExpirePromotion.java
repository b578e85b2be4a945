package dev.cairn.approval.promotion;

import dev.cairn.approval.promotion.PromotionCommand.OfPromotion;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.PromotionExpired;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Ends a request whose time is over; nothing where somebody decided before. */
public record ExpirePromotion(UUID promotion, Instant now) implements OfPromotion {

    @Override
    public List<PromotionEvent> decide(PromotionState state) {
        boolean over =
                state.phase() == Phase.OPEN && !now.isBefore(state.request().expires());
        return over
                ? List.of(new PromotionExpired(
                        promotion, state.request().version(), state.request().stage()))
                : List.of();
    }
}
