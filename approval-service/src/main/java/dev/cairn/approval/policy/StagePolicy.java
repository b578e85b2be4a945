package dev.cairn.approval.policy;

import dev.cairn.events.approval.PolicyEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** Leads commands to their decisions and events to the state. */
class StagePolicy {

    @AggregateIdentifier
    private @Nullable String stream;

    private final PolicyState state = new PolicyState();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void on(ProposePolicy command) {
        apply(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void on(AdoptPolicy command) {
        apply(command);
    }

    private void apply(PolicyCommand command) {
        command.decide(state).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(PolicyEvent event) {
        stream = event.stream();
        state.evolve(event);
    }
}
