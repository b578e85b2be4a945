package dev.cairn.platform.command;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sensitivity;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** A small aggregate of real events, to try the platform with. */
public class ModelAggregate {

    /** Registers the model, or describes it anew; the answer is how many events it has then. */
    record Describe(ModelName model, String text) {
        @TargetAggregateIdentifier
        String stream() {
            return "model:" + model;
        }
    }

    /** A command {@link Describe}, for tests of other packages. */
    public static Object describe(ModelName model, String text) {
        return new Describe(model, text);
    }

    /** Registers without looking whether the model exists: the second time meets the store's unique constraint. */
    record Create(ModelName model) {}

    /** Answers the time of the decision. */
    record Ask(ModelName model) {
        @TargetAggregateIdentifier
        String stream() {
            return "model:" + model;
        }
    }

    @AggregateIdentifier
    private @Nullable String stream;

    private int events;

    ModelAggregate() {}

    @CommandHandler
    ModelAggregate(Create command) {
        apply(new ModelRegistered(command.model(), "", LabelScheme.NUMBER, Sensitivity.OPEN));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    int on(Describe command) {
        apply(
                events == 0
                        ? new ModelRegistered(command.model(), command.text(), LabelScheme.NUMBER, Sensitivity.OPEN)
                        : new ModelDescribed(command.model(), command.text()));
        return events;
    }

    @CommandHandler
    Instant on(Ask command, Instant now) {
        return now;
    }

    @EventSourcingHandler
    void on(ModelEvent event) {
        stream = event.stream();
        events++;
    }
}
