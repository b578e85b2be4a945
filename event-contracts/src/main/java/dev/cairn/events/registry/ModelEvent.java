package dev.cairn.events.registry;

import dev.cairn.events.EventType;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Alias;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Permission;
import dev.cairn.events.types.Sensitivity;
import org.jspecify.annotations.Nullable;

/** The life of a model; stream {@code model:<name>}. */
public sealed interface ModelEvent extends RegistryEvent {

    ModelName model();

    @Override
    default String stream() {
        return "model:" + model();
    }

    @Override
    default String key() {
        return "model:" + model();
    }

    /**
     * A model exists from now on; its name is never given to another.
     *
     * @param description what the model is for, at most 8,192 characters; may be empty
     */
    @EventType("dev.cairn.registry.ModelRegistered.v1")
    record ModelRegistered(ModelName model, String description, LabelScheme scheme, Sensitivity sensitivity)
            implements ModelEvent {}

    /**
     * What the model is for was written anew.
     *
     * @param description the new text, at most 8,192 characters; may be empty
     */
    @EventType("dev.cairn.registry.ModelDescribed.v1")
    record ModelDescribed(ModelName model, String description) implements ModelEvent {}

    /**
     * An alias names another version from now on.
     *
     * @param version the label of the version that it names
     * @param previous the version that the alias named before; absent when it is new
     */
    @EventType("dev.cairn.registry.AliasAssigned.v1")
    record AliasAssigned(
            ModelName model,
            Alias alias,
            Label version,
            @Nullable Label previous) implements ModelEvent {}

    /**
     * An alias names no version any more.
     *
     * @param previous the version that it named
     */
    @EventType("dev.cairn.registry.AliasRemoved.v1")
    record AliasRemoved(ModelName model, Alias alias, Label previous) implements ModelEvent {}

    /**
     * The next versions get their labels in another way. Labels given before stay as they are.
     *
     * @param from the scheme until now
     * @param to the scheme from now on
     */
    @EventType("dev.cairn.registry.LabelSchemeChanged.v1")
    record LabelSchemeChanged(ModelName model, LabelScheme from, LabelScheme to) implements ModelEvent {}

    /**
     * Somebody may do more with the model than their roles allow.
     *
     * @param subject who
     * @param reason why, in the words of whoever granted it
     */
    @EventType("dev.cairn.registry.AccessGranted.v1")
    record AccessGranted(ModelName model, Actor subject, Permission permission, String reason) implements ModelEvent {}

    /**
     * A grant was taken back.
     *
     * @param subject whose
     * @param reason why, in the words of whoever revoked it
     */
    @EventType("dev.cairn.registry.AccessRevoked.v1")
    record AccessRevoked(ModelName model, Actor subject, String reason) implements ModelEvent {}
}
