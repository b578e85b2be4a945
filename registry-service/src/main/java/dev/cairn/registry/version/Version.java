package dev.cairn.registry.version;

import dev.cairn.events.registry.VersionEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** Leads commands to their decisions and events to the state. */
class Version {

    @AggregateIdentifier
    private @Nullable String stream;

    private final VersionState state = new VersionState();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void on(RegisterVersion command) {
        apply(command);
    }

    @CommandHandler
    void on(TagVersion command) {
        apply(command);
    }

    @CommandHandler
    void on(UntagVersion command) {
        apply(command);
    }

    @CommandHandler
    void on(RecordVerification command) {
        apply(command);
    }

    @CommandHandler
    void on(RecordViolation command) {
        apply(command);
    }

    @CommandHandler
    void on(DeprecateVersion command) {
        apply(command);
    }

    @CommandHandler
    void on(WithdrawDeprecation command) {
        apply(command);
    }

    @CommandHandler
    void on(RequestRetirement command) {
        apply(command);
    }

    @CommandHandler
    void on(AnswerRetirement command) {
        apply(command);
    }

    private void apply(VersionCommand command) {
        command.decide(state).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(VersionEvent event) {
        stream = event.stream();
        state.evolve(event);
    }
}
