package dev.cairn.approval;

import dev.cairn.platform.problem.RefusalCode;
import org.springframework.http.HttpStatus;

/** Every reason for which approval says no. */
public enum ApprovalRefusal implements RefusalCode {
    CANDIDATE_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "There is no such version, or none that you may see",
            "Name a registered version as <model>/<label>; one that was registered a moment ago may not have arrived yet") {
        /** Also where there is none: whoever guesses names leaves a trace, and learns nothing from leaving one. */
        @Override
        public Recorded recorded() {
            return Recorded.AS_ACCESS_REFUSED;
        }
    },
    CANDIDATE_PARKED(
            HttpStatus.SERVICE_UNAVAILABLE,
            "What is known of the version may be out of date",
            "An administrator looks at GET /api/v1/parked-keys, and retries or discards what waits; then repeat it"),
    PROMOTION_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "There is no such promotion, or none that you may see",
            "GET /api/v1/promotions lists those that you may see"),
    PROMOTION_OPEN(
            HttpStatus.CONFLICT,
            "This version's promotion to this stage was requested already",
            "Have the open request reviewed, or withdraw it first"),
    PROMOTION_CLOSED(
            HttpStatus.CONFLICT,
            "The promotion is not open any more",
            "Request the promotion anew if it is still wanted"),
    PROMOTION_NOT_APPROVED(
            HttpStatus.CONFLICT,
            "The promotion was not approved, so there is nothing to revoke",
            "Withdraw or reject what is still open"),
    GATE_FAILED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The version does not pass the stage's checks",
            "What failed stands in the detail and in 'checks': promote the version to the stage before first, or"
                    + " register one that has what is missing; the rejected request is on record"),
    NOT_YOUR_REQUEST(
            HttpStatus.FORBIDDEN,
            "Somebody else requested this promotion",
            "Have the requester withdraw it, or reject it in a review"),
    REVIEWER_BARRED(
            HttpStatus.FORBIDDEN,
            "You may not review this promotion",
            "Have somebody review it who neither requested it nor made the version, nor answers for a machine that did"),
    PERSON_NEEDED(
            HttpStatus.FORBIDDEN,
            "Only people decide this",
            "Sign in as a person; a machine's account has nobody's judgement"),
    SIGN_IN_TOO_OLD(
            HttpStatus.FORBIDDEN,
            "The policy asks for a fresh sign-in before a signature",
            "Sign in again and repeat it"),
    ALREADY_REVIEWED(
            HttpStatus.CONFLICT, "You reviewed this promotion already", "Nobody counts twice, in whatever roles"),
    ROLE_NOT_ASKED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The policy asks for no review in this role",
            "Review in one of the roles that the promotion's policy names"),
    DOCUMENTS_UNCONFIRMED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Whoever approves confirms every document that the policy names",
            "Read what the detail names, and list it under 'confirmed'"),
    POLICY_INVALID(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The policy cannot be proposed as it is",
            "Correct every fault listed; nothing was proposed"),
    PROPOSAL_UNKNOWN(
            HttpStatus.CONFLICT,
            "This proposal does not wait for adoption",
            "GET the stage's policy: 'proposal' is the one that waits"),
    FOUR_EYES(
            HttpStatus.FORBIDDEN,
            "Nobody adopts their own proposal",
            "Have another person of governance adopt the policy");

    private final Words words;

    ApprovalRefusal(HttpStatus status, String title, String next) {
        this.words = new Words(status, title, next);
    }

    @Override
    public Words words() {
        return words;
    }
}
