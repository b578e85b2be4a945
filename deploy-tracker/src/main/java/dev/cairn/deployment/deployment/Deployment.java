package dev.cairn.deployment.deployment;

import dev.cairn.events.deployment.DeploymentEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** Leads commands to their decisions and events to the state. */
class Deployment {

    @AggregateIdentifier
    private @Nullable String stream;

    private final DeploymentState state = new DeploymentState();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void on(RequestDeployment command) {
        apply(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void on(RollBack command) {
        apply(command);
    }

    @CommandHandler
    void on(AnswerRequest command) {
        apply(command);
    }

    @CommandHandler
    void on(RefuseOverdue command) {
        apply(command);
    }

    @CommandHandler
    void on(ReportRunning command) {
        apply(command);
    }

    @CommandHandler
    void on(ReportFailed command) {
        apply(command);
    }

    @CommandHandler
    void on(GiveWay command) {
        apply(command);
    }

    @CommandHandler
    void on(Undeploy command) {
        apply(command);
    }

    @CommandHandler
    void on(LeaveUnapproved command) {
        apply(command);
    }

    private void apply(DeploymentCommand command) {
        command.decide(state).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(DeploymentEvent event) {
        stream = event.stream();
        state.evolve(event);
    }
}
