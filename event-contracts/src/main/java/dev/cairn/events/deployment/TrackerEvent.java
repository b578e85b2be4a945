package dev.cairn.events.deployment;

import dev.cairn.events.Event;

/** All that deploy-tracker decides. */
public sealed interface TrackerEvent extends Event permits TargetEvent, DeploymentEvent, RetirementAnswer {}
