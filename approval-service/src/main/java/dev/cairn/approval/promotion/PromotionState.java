package dev.cairn.approval.promotion;

import static dev.cairn.approval.ApprovalRefusal.PROMOTION_CLOSED;

import dev.cairn.approval.promotion.AnswerDeployment.Question;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.ApprovalLapsed;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.DeploymentDenied;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionExpired;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.approval.PromotionEvent.PromotionWithdrawn;
import dev.cairn.events.approval.PromotionEvent.VersionDisplaced;
import dev.cairn.platform.problem.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What decisions about a promotion depend on. */
final class PromotionState {

    private @Nullable PromotionRequested request;
    private Phase phase = Phase.OPEN;
    private @Nullable Instant until;
    private String ended = "";
    private boolean displaced;
    private final List<PromotionReviewed> reviews = new ArrayList<>();
    private final Set<UUID> answered = new HashSet<>();

    /** Whether it was requested. */
    boolean known() {
        return request != null;
    }

    PromotionRequested request() {
        return Objects.requireNonNull(request, "A promotion begins with its request");
    }

    /** @throws Refused when nothing is decided about it any more */
    PromotionRequested requireOpen(Instant now) {
        if (phase != Phase.OPEN || !now.isBefore(request().expires())) {
            Phase over = phase == Phase.OPEN ? Phase.EXPIRED : phase;
            throw new Refused(PROMOTION_CLOSED, "The promotion is " + over.words());
        }
        return request();
    }

    Phase phase() {
        return phase;
    }

    /** Why it was revoked or lapsed; empty where it was not. */
    String ended() {
        return ended;
    }

    /** Whether the approval's time is over, recorded or not. */
    boolean overdue(Instant now) {
        return until != null && !now.isBefore(until);
    }

    boolean displaced() {
        return displaced;
    }

    List<PromotionReviewed> reviews() {
        return reviews;
    }

    boolean answered(UUID deployment) {
        return answered.contains(deployment);
    }

    /** Whether the question is about what was promoted. */
    boolean allows(Question question) {
        return request().version().equals(question.version())
                && request().digest().equals(question.digest())
                && request().stage() == question.stage();
    }

    void evolve(PromotionEvent event) {
        if (event instanceof PromotionRequested e) {
            request = e;
        } else if (event instanceof PromotionReviewed e) {
            reviews.add(e);
        } else if (event instanceof PromotionApproved e) {
            phase = Phase.APPROVED;
            until = e.until();
        } else if (event instanceof PromotionRejected) {
            phase = Phase.REJECTED;
        } else if (event instanceof PromotionWithdrawn) {
            phase = Phase.WITHDRAWN;
        } else if (event instanceof PromotionExpired) {
            phase = Phase.EXPIRED;
        } else if (event instanceof ApprovalLapsed e) {
            phase = Phase.LAPSED;
            ended = e.reason();
        } else if (event instanceof PromotionRevoked e) {
            phase = Phase.REVOKED;
            ended = e.reason();
        } else if (event instanceof VersionDisplaced) {
            displaced = true;
        } else if (event instanceof DeploymentAuthorised e) {
            answered.add(e.deployment());
        } else if (event instanceof DeploymentDenied e) {
            answered.add(e.deployment());
        }
    }
}
