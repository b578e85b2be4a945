package dev.cairn.approval.promotion;

import dev.cairn.events.approval.PromotionEvent;
import java.util.List;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Something that is asked of a promotion; each command carries its own decision. */
sealed interface PromotionCommand {

    @TargetAggregateIdentifier
    String stream();

    /** What happens; nothing when it is so already. */
    List<PromotionEvent> decide(PromotionState state);

    /** A command to a promotion that has a name. */
    sealed interface OfPromotion extends PromotionCommand
            permits RequestPromotion,
                    ReviewPromotion,
                    WithdrawPromotion,
                    RejectPromotion,
                    RevokePromotion,
                    ExpirePromotion,
                    LapseApproval,
                    DisplaceVersion {

        UUID promotion();

        @Override
        @TargetAggregateIdentifier
        default String stream() {
            return "promotion:" + promotion();
        }
    }

    /** An answer may also belong to no promotion. */
    sealed interface OfDeployment extends PromotionCommand permits AnswerDeployment {}
}
