package dev.cairn.approval.promotion;

import dev.cairn.approval.promotion.PromotionCommand.OfPromotion;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.ApprovalLapsed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Ends an approval whose days are over, or whose version retired; nothing where it ended before. */
public record LapseApproval(UUID promotion, boolean retired, Instant now) implements OfPromotion {

    @Override
    public List<PromotionEvent> decide(PromotionState state) {
        if (state.phase() != Phase.APPROVED || !(retired || state.overdue(now))) {
            return List.of();
        }
        String reason = retired
                ? "the version was retired"
                : "its " + state.request().policy().approvalDays() + " days are over";
        return List.of(new ApprovalLapsed(
                promotion,
                state.request().version(),
                state.request().digest(),
                state.request().stage(),
                reason));
    }
}
