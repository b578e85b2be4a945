package dev.cairn.approval.promotion;

import dev.cairn.events.approval.PromotionEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** Leads commands to their decisions and events to the state. */
class Promotion {

    @AggregateIdentifier
    private @Nullable String stream;

    private final PromotionState state = new PromotionState();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void on(RequestPromotion command) {
        apply(command);
    }

    @CommandHandler
    void on(ReviewPromotion command) {
        apply(command);
    }

    @CommandHandler
    void on(WithdrawPromotion command) {
        apply(command);
    }

    @CommandHandler
    void on(RejectPromotion command) {
        apply(command);
    }

    @CommandHandler
    void on(RevokePromotion command) {
        apply(command);
    }

    @CommandHandler
    void on(ExpirePromotion command) {
        apply(command);
    }

    @CommandHandler
    void on(LapseApproval command) {
        apply(command);
    }

    @CommandHandler
    void on(DisplaceVersion command) {
        apply(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void on(AnswerDeployment command) {
        apply(command);
    }

    private void apply(PromotionCommand command) {
        command.decide(state).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(PromotionEvent event) {
        stream = event.stream();
        state.evolve(event);
    }
}
