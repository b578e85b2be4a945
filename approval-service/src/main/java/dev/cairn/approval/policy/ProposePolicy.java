package dev.cairn.approval.policy;

import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.PolicyEvent;
import dev.cairn.events.approval.PolicyEvent.PolicyProposed;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Stage;
import java.util.List;

/** Takes the place of a proposal that still waits. What is in force stays in force. */
record ProposePolicy(Stage stage, Policy policy, Actor proposer, String reason) implements PolicyCommand {

    @Override
    public List<PolicyEvent> decide(PolicyState state) {
        PolicyRules.require(stage, policy);
        return List.of(new PolicyProposed(stage, state.proposals() + 1, policy, proposer, reason));
    }
}
