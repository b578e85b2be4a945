package dev.cairn.audit.log;

/** Gives each term an {@link Anchoring} that remembers nothing of earlier ones. */
@FunctionalInterface
interface Anchorings {
    Anchoring forTerm();
}
