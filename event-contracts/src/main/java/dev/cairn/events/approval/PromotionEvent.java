package dev.cairn.events.approval;

import dev.cairn.events.EventType;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The way of one version to one stage, from the request to the end of its approval; stream {@code promotion:<id>}. Whether
 * it may be deployed is decided in the same stream as its revocation, so the order of both is never in doubt.
 */
public sealed interface PromotionEvent extends ApprovalEvent {

    /** The version that is promoted. */
    VersionId version();

    @Override
    default String key() {
        return "model:" + version().model();
    }

    /** An event of a promotion that exists. */
    sealed interface OfPromotion extends PromotionEvent {

        /** Names the promotion. */
        UUID promotion();

        @Override
        default String stream() {
            return "promotion:" + promotion();
        }
    }

    /**
     * Somebody asks to bring a version to a stage.
     *
     * @param digest of the version's manifest; everything that follows is about this content and no other
     * @param policyVersion which policy of the stage applies, to the end of this promotion
     * @param policy what it says
     * @param requester who asks
     * @param barred who may not approve: the requester, who created the version, and the owners of either
     * @param reason why, in the requester's words
     * @param expires when the request ends by itself
     */
    @EventType("dev.cairn.approval.PromotionRequested.v1")
    record PromotionRequested(
            UUID promotion,
            VersionId version,
            Sha256Digest digest,
            Stage stage,
            int policyVersion,
            Policy policy,
            Actor requester,
            List<Actor> barred,
            String reason,
            Instant expires)
            implements OfPromotion {}

    /**
     * The policy's checks were evaluated.
     *
     * @param passed whether all of them passed
     * @param checks each of them, in the policy's order
     */
    @EventType("dev.cairn.approval.GateEvaluated.v1")
    record GateEvaluated(UUID promotion, VersionId version, boolean passed, List<Check> checks)
            implements OfPromotion {}

    /**
     * @param name for example {@code metric recall} or {@code artifact model-card}
     * @param passed whether it is as required
     * @param required what the policy asks for
     * @param found what the version has
     * @param evidence the id of the event that says so; absent where nothing was found
     */
    record Check(
            String name,
            boolean passed,
            String required,
            String found,
            @Nullable UUID evidence) {}

    /**
     * Somebody reviewed the request, and signed.
     *
     * @param reviewer who
     * @param role in which role, as in {@code approver:<role>}
     * @param verdict what the reviewer says
     * @param meaning of the signature, for example {@code I reviewed the validation and accept the risk}
     * @param comment may be empty
     * @param confirmed the documents that the reviewer confirms to have read
     */
    @EventType("dev.cairn.approval.PromotionReviewed.v1")
    record PromotionReviewed(
            UUID promotion,
            VersionId version,
            Actor reviewer,
            String role,
            Verdict verdict,
            String meaning,
            String comment,
            List<ArtifactRole> confirmed)
            implements OfPromotion {}

    /** What a reviewer says. */
    enum Verdict {
        APPROVE,
        REJECT
    }

    /**
     * All that the policy asks for is there: the version is promoted, and may be deployed to targets of the stage.
     *
     * @param approvers who approved; empty where the policy asks for nobody
     * @param until when the approval lapses; absent: it holds until it is revoked
     */
    @EventType("dev.cairn.approval.PromotionApproved.v1")
    record PromotionApproved(
            UUID promotion,
            VersionId version,
            Sha256Digest digest,
            Stage stage,
            List<Actor> approvers,
            @Nullable Instant until)
            implements OfPromotion {}

    /**
     * The version does not get to the stage by this request.
     *
     * @param reason the failed checks, or the words of whoever rejected it
     */
    @EventType("dev.cairn.approval.PromotionRejected.v1")
    record PromotionRejected(UUID promotion, VersionId version, Stage stage, String reason) implements OfPromotion {}

    /**
     * The requester took the request back.
     *
     * @param reason why, in the requester's words
     */
    @EventType("dev.cairn.approval.PromotionWithdrawn.v1")
    record PromotionWithdrawn(UUID promotion, VersionId version, Stage stage, String reason) implements OfPromotion {}

    /** Nobody decided in time. */
    @EventType("dev.cairn.approval.PromotionExpired.v1")
    record PromotionExpired(UUID promotion, VersionId version, Stage stage) implements OfPromotion {}

    /**
     * An approval ended by itself: nothing new may be deployed by it; what runs goes on.
     *
     * @param reason what ended it
     */
    @EventType("dev.cairn.approval.ApprovalLapsed.v1")
    record ApprovalLapsed(UUID promotion, VersionId version, Sha256Digest digest, Stage stage, String reason)
            implements OfPromotion {}

    /**
     * An approval was taken back: nothing may be deployed by it, and what runs runs without approval.
     *
     * @param reason why, in the words of whoever revoked it
     */
    @EventType("dev.cairn.approval.PromotionRevoked.v1")
    record PromotionRevoked(UUID promotion, VersionId version, Sha256Digest digest, Stage stage, String reason)
            implements OfPromotion {}

    /**
     * Another version was promoted to the stage. The approval of this one holds, so that it can be rolled back to.
     *
     * @param by the promotion that displaced it
     * @param successor the version that it promoted
     */
    @EventType("dev.cairn.approval.VersionDisplaced.v1")
    record VersionDisplaced(UUID promotion, VersionId version, Stage stage, UUID by, VersionId successor)
            implements OfPromotion {}

    /**
     * The answer to a deployment request: it may start.
     *
     * @param deployment what asked
     * @param until when it has to have started
     */
    @EventType("dev.cairn.approval.DeploymentAuthorised.v1")
    record DeploymentAuthorised(
            UUID promotion, VersionId version, UUID deployment, Sha256Digest digest, TargetName target, Instant until)
            implements OfPromotion {}

    /**
     * The answer to a deployment request: it may not start. In the stream of the promotion that was asked for, or else in
     * one of its own, {@code denial:<deployment>}.
     *
     * @param promotion the one that could have allowed it; absent where the version never was approved for the stage
     * @param deployment what asked
     * @param reason why not, in one sentence
     */
    @EventType("dev.cairn.approval.DeploymentDenied.v1")
    record DeploymentDenied(
            @Nullable UUID promotion,
            VersionId version,
            UUID deployment,
            Sha256Digest digest,
            TargetName target,
            String reason)
            implements PromotionEvent {
        @Override
        public String stream() {
            return promotion == null ? "denial:" + deployment : "promotion:" + promotion;
        }
    }
}
