package dev.cairn.events.approval;

import dev.cairn.events.EventType;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Stage;

/** The life of a stage's policy; stream {@code policy:<stage>}. */
public sealed interface PolicyEvent extends ApprovalEvent {

    Stage stage();

    @Override
    default String stream() {
        return "policy:" + stage();
    }

    @Override
    default String key() {
        return stream();
    }

    /**
     * Somebody proposes another policy. Until it is adopted, the one before stays in force.
     *
     * @param version counts the proposals for the stage, from 1; the policy that comes with the product is 0
     * @param policy all of it, not only what changes
     * @param proposer who; somebody else adopts it
     * @param reason why, in the proposer's words
     */
    @EventType("dev.cairn.approval.PolicyProposed.v1")
    record PolicyProposed(Stage stage, int version, Policy policy, Actor proposer, String reason)
            implements PolicyEvent {}

    /**
     * The proposed policy is in force for every request from now on; open requests keep theirs.
     *
     * @param version the proposal
     * @param adopter who; not the proposer
     * @param reason why, in the adopter's words
     */
    @EventType("dev.cairn.approval.PolicyAdopted.v1")
    record PolicyAdopted(Stage stage, int version, Actor adopter, String reason) implements PolicyEvent {}
}
