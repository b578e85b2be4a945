package dev.cairn.approval.policy;

import static dev.cairn.approval.ApprovalRefusal.FOUR_EYES;
import static dev.cairn.approval.ApprovalRefusal.PROPOSAL_UNKNOWN;

import dev.cairn.events.approval.PolicyEvent;
import dev.cairn.events.approval.PolicyEvent.PolicyAdopted;
import dev.cairn.events.approval.PolicyEvent.PolicyProposed;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Stage;
import dev.cairn.platform.problem.Refused;
import java.util.List;

/**
 * Puts the proposal that waits in force.
 *
 * @param version names it, so that nobody adopts another one than they read
 */
record AdoptPolicy(Stage stage, int version, Actor adopter, String reason) implements PolicyCommand {

    @Override
    public List<PolicyEvent> decide(PolicyState state) {
        PolicyProposed proposal = state.proposal()
                .filter(waiting -> waiting.version() == version)
                .orElseThrow(() -> new Refused(PROPOSAL_UNKNOWN, waiting(state)));
        if (proposal.proposer().equals(adopter)) {
            throw new Refused(FOUR_EYES, "You proposed policy " + version + " for " + stage);
        }
        return List.of(new PolicyAdopted(stage, version, adopter, reason));
    }

    private String waiting(PolicyState state) {
        String asked = "Proposal " + version + " for " + stage + " does not wait";
        return state.proposal()
                .map(other -> asked + ": proposal " + other.version() + " of " + other.proposer() + " does")
                .orElse(asked + ", and no other does");
    }
}
