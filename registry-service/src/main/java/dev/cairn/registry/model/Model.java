package dev.cairn.registry.model;

import dev.cairn.events.registry.ModelEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** Leads commands to their decisions and events to the state. */
class Model {

    @AggregateIdentifier
    private @Nullable String stream;

    private final ModelState state = new ModelState();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void on(RegisterModel command) {
        apply(command);
    }

    @CommandHandler
    void on(DescribeModel command) {
        apply(command);
    }

    @CommandHandler
    void on(ChangeLabelScheme command) {
        apply(command);
    }

    @CommandHandler
    void on(AssignAlias command) {
        apply(command);
    }

    @CommandHandler
    void on(RemoveAlias command) {
        apply(command);
    }

    @CommandHandler
    void on(GrantAccess command) {
        apply(command);
    }

    @CommandHandler
    void on(RevokeAccess command) {
        apply(command);
    }

    private void apply(ModelCommand command) {
        command.decide(state).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(ModelEvent event) {
        stream = event.stream();
        state.evolve(event);
    }
}
