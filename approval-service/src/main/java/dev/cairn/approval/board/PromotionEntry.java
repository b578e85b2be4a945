package dev.cairn.approval.board;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cairn.approval.promotion.Phase;
import dev.cairn.approval.version.Candidate.Document;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.PromotionEvent.Check;
import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.events.manifest.Metric;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promotion as it is read.
 *
 * @param id names it
 * @param digest of the version's manifest; the promotion is about this content and no other
 * @param policyVersion which policy of the stage applies; 0 for the one that comes with the product
 * @param answerable the person answerable for a machine requester
 * @param barred who may not review it: who asked, who made this content in any model, and who answers for a machine that did
 * @param since when it came to be in this state
 * @param outcome why it ended; absent while it did not
 * @param until when the approval lapses; absent where it holds until it is revoked
 * @param displacedBy the promotion of another version that took its place at the stage; absent while none did
 * @param details absent in lists
 */
public record PromotionEntry(
        UUID id,
        VersionId version,
        Sha256Digest digest,
        Stage stage,
        int policyVersion,
        Actor requester,
        @Nullable Actor answerable,
        List<Actor> barred,
        String reason,
        Instant requested,
        Instant expires,
        Phase state,
        Instant since,
        @Nullable String outcome,
        @Nullable Instant until,
        @Nullable UUID displacedBy,
        List<Reviewed> reviews,
        @Nullable Details details) {

    /** Somebody's review, as it was signed. */
    public record Reviewed(
            Actor reviewer,
            String role,
            Verdict verdict,
            String meaning,
            String comment,
            List<ArtifactRole> confirmed,
            Instant signed) {}

    /**
     * What reviewers see beside their decision.
     *
     * @param gate the checks as they were evaluated last
     * @param candidate what is known of the version now; absent only while it is read anew
     * @param current what was promoted to the stage before; absent where nothing was
     * @param endedElsewhere where the same content was revoked or retired, in other models that the reader may see
     */
    public record Details(
            Policy policy,
            Evaluation gate,
            @Nullable Known candidate,
            @Nullable Known current,
            List<Ended> endedElsewhere) {}

    /**
     * An end that a version came to.
     *
     * @param words for example {@code retired}, or {@code revoked for prod:} and the reason
     */
    public record Ended(VersionId version, String words) {}

    /** @param passed whether all checks did */
    public record Evaluation(boolean passed, List<Check> checks, Instant evaluated) {}

    /**
     * @param documents the first artifact of each role
     * @param obstacles what speaks against the version whatever a policy says, for example that it is deprecated
     */
    public record Known(VersionId version, List<Metric> metrics, List<Document> documents, List<String> obstacles) {}

    /** Whether somebody may take this request back. */
    @JsonIgnore
    boolean requestedBy(Actor actor) {
        return requester.equals(actor) || actor.equals(answerable);
    }

    PromotionEntry with(Details other) {
        return with(reviews, other);
    }

    PromotionEntry with(List<Reviewed> others) {
        return with(others, details);
    }

    private PromotionEntry with(List<Reviewed> reviewed, @Nullable Details shown) {
        return new PromotionEntry(
                id,
                version,
                digest,
                stage,
                policyVersion,
                requester,
                answerable,
                barred,
                reason,
                requested,
                expires,
                state,
                since,
                outcome,
                until,
                displacedBy,
                reviewed,
                shown);
    }
}
