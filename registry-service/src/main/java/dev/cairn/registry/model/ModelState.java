package dev.cairn.registry.model;

import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.registry.ModelEvent.AccessRevoked;
import dev.cairn.events.registry.ModelEvent.AliasAssigned;
import dev.cairn.events.registry.ModelEvent.AliasRemoved;
import dev.cairn.events.registry.ModelEvent.LabelSchemeChanged;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Alias;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.Permission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a model's decisions depend on, as its events tell it. */
final class ModelState {

    private boolean registered;
    private String description = "";
    private LabelScheme scheme = LabelScheme.SEMANTIC;
    private final Map<Alias, Label> aliases = new HashMap<>();
    private final Map<Actor, Permission> grants = new HashMap<>();

    boolean registered() {
        return registered;
    }

    String description() {
        return description;
    }

    LabelScheme scheme() {
        return scheme;
    }

    Optional<Label> alias(Alias alias) {
        return Optional.ofNullable(aliases.get(alias));
    }

    Optional<Permission> grant(Actor subject) {
        return Optional.ofNullable(grants.get(subject));
    }

    void evolve(ModelEvent event) {
        if (event instanceof ModelRegistered e) {
            registered = true;
            description = e.description();
            scheme = e.scheme();
        } else if (event instanceof ModelDescribed e) {
            description = e.description();
        } else if (event instanceof LabelSchemeChanged e) {
            scheme = e.to();
        } else if (event instanceof AliasAssigned e) {
            aliases.put(e.alias(), e.version());
        } else if (event instanceof AliasRemoved e) {
            aliases.remove(e.alias());
        } else if (event instanceof AccessGranted e) {
            grants.put(e.subject(), e.permission());
        } else if (event instanceof AccessRevoked e) {
            grants.remove(e.subject());
        }
    }
}
