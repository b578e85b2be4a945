package dev.cairn.approval.policy;

import dev.cairn.events.approval.Policy;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stage's policy as it is read.
 *
 * @param version of the policy in force; 0 for the one that comes with the product
 * @param policy what is in force
 * @param proposer absent for version 0, as are adopter, reason and since
 * @param reason why it was adopted
 * @param proposal what waits for adoption; absent where nothing does
 */
public record PolicyEntry(
        Stage stage,
        int version,
        Policy policy,
        @Nullable Actor proposer,
        @Nullable Actor adopter,
        @Nullable String reason,
        @Nullable Instant since,
        @Nullable Proposal proposal) {

    /**
     * @param reason why it should be adopted
     * @param replaces the proposal that waited when this one came, and cannot be adopted any more; absent where none did
     */
    public record Proposal(
            int version,
            Policy policy,
            Actor proposer,
            String reason,
            Instant proposed,
            @Nullable Integer replaces) {}
}
