package dev.cairn.approval.promotion;

import dev.cairn.approval.version.Candidate;
import dev.cairn.approval.version.Candidate.Document;
import dev.cairn.approval.version.Candidate.Kind;
import dev.cairn.approval.version.Candidate.Obstacle;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.Policy.RequiredReviews;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.ApprovalLapsed;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A promotion to production that Mia's machine asked for, of a version that Mia's colleague's machine made. */
final class OnePromotion {

    static final UUID ID = UUID.fromString("0d6c6a52-5f7e-4a0a-9a54-0a2f3ec1d001");
    static final VersionId VERSION = VersionId.of("fraud/1.0.0");
    static final Sha256Digest DIGEST = new Sha256Digest("ab".repeat(32));
    static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    static final Actor MIA = actor("mia");
    static final Actor OWEN = actor("owen");
    static final Actor CI = actor("ci");
    static final Actor ANN = actor("ann");
    static final Actor BEN = actor("ben");
    static final Actor ROB = actor("rob");
    static final Policy POLICY = new Policy(
            List.of(new RequiredReviews("ml", 1), new RequiredReviews("risk", 1)),
            List.of(),
            List.of(),
            List.of(ArtifactRole.MODEL_CARD),
            false,
            14,
            365,
            15);
    static final PromotionRequested REQUESTED = new PromotionRequested(
            ID,
            VERSION,
            DIGEST,
            Stage.PROD,
            3,
            POLICY,
            MIA,
            List.of(MIA, OWEN, CI),
            "fewer false alarms",
            NOON.plus(Duration.ofDays(14)));
    static final PromotionApproved APPROVED = approval(ANN, ROB);
    static final ApprovalLapsed LAPSED = new ApprovalLapsed(ID, VERSION, DIGEST, Stage.PROD, "its 365 days are over");
    static final PromotionRevoked REVOKED = new PromotionRevoked(ID, VERSION, DIGEST, Stage.PROD, "faulty data");

    private OnePromotion() {}

    private static Actor actor(String subject) {
        return Actor.of("https://issuer.test#" + subject);
    }

    /** Without anything against it, or with one thing of each kind. */
    static Candidate candidate(Kind... against) {
        return candidate(DIGEST, against);
    }

    static Candidate candidate(Sha256Digest digest, Kind... against) {
        return new Candidate(
                VERSION,
                digest,
                List.of(CI, OWEN),
                UUID.randomUUID(),
                List.of(),
                List.of(new Document(ArtifactRole.MODEL_CARD, new ArtifactPath("card.md"), DIGEST)),
                Stream.of(against)
                        .map(kind -> new Obstacle(kind, "so it is", UUID.randomUUID()))
                        .toList(),
                Map.of());
    }

    static PromotionApproved approval(Actor... approvers) {
        return new PromotionApproved(
                ID, VERSION, DIGEST, Stage.PROD, List.of(approvers), NOON.plus(Duration.ofDays(365)));
    }

    static ReviewPromotion review(Actor reviewer, String role, Verdict verdict) {
        return new ReviewPromotion(
                ID,
                candidate(),
                reviewer,
                NOON,
                new Review(role, verdict, "I take it on me", "read it twice", List.of(ArtifactRole.MODEL_CARD)),
                NOON);
    }

    static PromotionReviewed reviewed(Actor reviewer, String role) {
        return new PromotionReviewed(
                ID,
                VERSION,
                reviewer,
                role,
                Verdict.APPROVE,
                "I take it on me",
                "read it twice",
                List.of(ArtifactRole.MODEL_CARD));
    }

    static PromotionState given(PromotionEvent... events) {
        var state = new PromotionState();
        Stream.of(events).forEach(state::evolve);
        return state;
    }
}
