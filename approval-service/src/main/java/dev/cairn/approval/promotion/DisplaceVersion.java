package dev.cairn.approval.promotion;

import dev.cairn.approval.promotion.PromotionCommand.OfPromotion;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.VersionDisplaced;
import dev.cairn.events.types.VersionId;
import java.util.List;
import java.util.UUID;

/**
 * Notes that another version was promoted to the stage, in the write that approves it.
 *
 * @param by the promotion that displaces
 * @param successor the version that it promotes
 */
public record DisplaceVersion(UUID promotion, UUID by, VersionId successor) implements OfPromotion {

    @Override
    public List<PromotionEvent> decide(PromotionState state) {
        boolean stands = state.phase() == Phase.APPROVED || state.phase() == Phase.LAPSED;
        return stands && !state.displaced()
                ? List.of(new VersionDisplaced(
                        promotion, state.request().version(), state.request().stage(), by, successor))
                : List.of();
    }
}
