package dev.cairn.platform.identity;

import java.util.Locale;

/** What a token's {@code roles} claim may hold, beside {@code approver:<role>}, see {@link Caller#approvesAs}. */
public enum Role {
    /** Registers models and versions, and requests their promotion. */
    ML_ENGINEER,
    DEPLOYER,
    /** Sets policies and grants, and revokes approvals. */
    GOVERNANCE,
    /** Reads everything and changes nothing. */
    AUDITOR,
    /** Operates: rebuilds, retries, verifies; cannot approve. */
    ADMIN;

    /** As it stands in the claim, for example {@code ml-engineer}. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
