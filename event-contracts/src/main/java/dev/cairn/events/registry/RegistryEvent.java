package dev.cairn.events.registry;

import dev.cairn.events.Event;

/** All that the registry decides. */
public sealed interface RegistryEvent extends Event permits ModelEvent, VersionEvent {}
