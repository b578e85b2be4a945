package dev.cairn.deployment.retirement;

import dev.cairn.events.deployment.RetirementAnswer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A request to retire a version, and whether it was answered. */
class Retirement {

    @AggregateIdentifier
    private @Nullable String stream;

    private boolean answered;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void on(AnswerRetirement command) {
        command.decide(answered).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(RetirementAnswer event) {
        stream = event.stream();
        answered = true;
    }
}
