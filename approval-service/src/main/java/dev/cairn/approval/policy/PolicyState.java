package dev.cairn.approval.policy;

import dev.cairn.events.approval.PolicyEvent;
import dev.cairn.events.approval.PolicyEvent.PolicyAdopted;
import dev.cairn.events.approval.PolicyEvent.PolicyProposed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What decisions about a stage's policy depend on. */
final class PolicyState {

    private int proposals;
    private @Nullable PolicyProposed proposal;

    /** How many there were. */
    int proposals() {
        return proposals;
    }

    /** The one that waits for adoption. */
    Optional<PolicyProposed> proposal() {
        return Optional.ofNullable(proposal);
    }

    void evolve(PolicyEvent event) {
        if (event instanceof PolicyProposed e) {
            proposals = e.version();
            proposal = e;
        } else if (event instanceof PolicyAdopted) {
            proposal = null;
        }
    }
}
