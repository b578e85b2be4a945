package dev.cairn.platform.command;

/**
 * Contributes an aggregate to a service, as a bean. The class is a switchboard of Axon handlers: one line for each command,
 * one {@code @EventSourcingHandler} for the sealed family. Its identifier is the stream, see
 * {@link dev.cairn.events.Event#stream()}; a handler's parameter {@code Instant} is the time of the decision.
 */
public record AggregateType<T>(Class<T> type) {}
