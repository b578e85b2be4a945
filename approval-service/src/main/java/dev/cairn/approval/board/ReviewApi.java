package dev.cairn.approval.board;

import static dev.cairn.approval.ApprovalRefusal.NOT_YOUR_REQUEST;
import static dev.cairn.approval.ApprovalRefusal.PERSON_NEEDED;
import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;

import dev.cairn.approval.promotion.Phase;
import dev.cairn.approval.promotion.RejectPromotion;
import dev.cairn.approval.promotion.Review;
import dev.cairn.approval.promotion.ReviewPromotion;
import dev.cairn.approval.promotion.RevokePromotion;
import dev.cairn.approval.promotion.WithdrawPromotion;
import dev.cairn.approval.version.Candidates;
import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.Texts;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people decide about a promotion that was requested. */
@RestController
@RequestMapping(path = "/api/v1/promotions/{promotion}", produces = MediaType.APPLICATION_JSON_VALUE)
class ReviewApi {

    private final PromotionWrites writes;
    private final Commands commands;
    private final Candidates candidates;
    private final Promotions promotions;

    ReviewApi(PromotionWrites writes, Commands commands, Candidates candidates, Promotions promotions) {
        this.writes = writes;
        this.commands = commands;
        this.candidates = candidates;
        this.promotions = promotions;
    }

    /**
     * @param role in which role, as in {@code approver:<role>}
     * @param meaning of the signature, at most 1,024 characters
     * @param comment at most 8,192 characters; may be absent where the verdict is {@code APPROVE}
     * @param confirmed the documents that the reviewer confirms to have read; none when absent
     */
    record NewReview(
            String role,
            Verdict verdict,
            String meaning,
            @Nullable String comment,
            @Nullable List<ArtifactRole> confirmed) {

        Review review() {
            Verdict given = Texts.present("verdict", verdict);
            String words = given == Verdict.REJECT
                    ? Texts.required("comment", comment, 8192)
                    : Texts.optional("comment", comment, 8192);
            return new Review(
                    Texts.required("role", role, 1024),
                    given,
                    Texts.required("meaning", meaning, 1024),
                    words,
                    confirmed == null
                            ? List.of()
                            : confirmed.stream()
                                    .map(document -> Texts.present("confirmed", document))
                                    .distinct()
                                    .toList());
        }
    }

    /** @param reason at most 1,024 characters */
    record NewEnd(String reason) {}

    /**
     * Approves or rejects, and signs. One rejection ends the promotion. With the last approval that its policy asks for the
     * checks are evaluated again: the answer's state says whether the promotion is approved, or was rejected by them. Nobody
     * approves for production while events of the model wait.
     */
    @PostMapping("/reviews")
    ResponseEntity<PromotionEntry> review(Caller caller, @PathVariable UUID promotion, @RequestBody NewReview body) {
        Review review = body.review();
        return writes.change(caller, promotion, entry -> {
            requireReviewer(caller, review.role());
            commands.send(new ReviewPromotion(
                    promotion,
                    review.verdict() == Verdict.APPROVE
                            ? candidates.require(entry.version(), entry.stage())
                            : candidates.require(entry.version()),
                    caller.actor(),
                    caller.signedIn(),
                    review,
                    Deciding.current().now()));
        });
    }

    /** A machine's account has nobody's judgement, and its owner would count twice by it. */
    private static void requireReviewer(Caller caller, String role) {
        if (!caller.approvesAs(role)) {
            throw new Refused(ROLE_MISSING, "Reviewing as " + role + " takes the role approver:" + role);
        }
        if (caller.has(Role.ADMIN)) {
            throw new Refused(ROLE_MISSING, "Whoever holds the role admin reviews nothing");
        }
        if (caller.owner() != null) {
            throw new Refused(PERSON_NEEDED, "Promotions are reviewed by people");
        }
    }

    /** Takes an open request back; for its requester, and who answers for a machine that requested it. */
    @PostMapping("/withdrawal")
    ResponseEntity<PromotionEntry> withdraw(Caller caller, @PathVariable UUID promotion, @RequestBody NewEnd end) {
        String reason = Texts.required("reason", end.reason(), 1024);
        return writes.change(caller, promotion, entry -> {
            if (!entry.requestedBy(caller.actor())) {
                throw new Refused(NOT_YOUR_REQUEST, entry.requester() + " requested it");
            }
            commands.send(
                    new WithdrawPromotion(promotion, reason, Deciding.current().now()));
        });
    }

    /**
     * Takes an approval back: nothing is authorised by it any more, and what runs by it runs without approval. Admission and
     * rollbacks follow when deploy-tracker has taken it in, usually within 200 ms. Whatever else approved the version for
     * the stage goes with it, for the reason is the version's, and not the request's; an open request ends, for what was
     * signed there did not know the reason. Of what was approved anew since, the same again takes nothing back.
     */
    @PostMapping("/revocation")
    ResponseEntity<PromotionEntry> revoke(Caller caller, @PathVariable UUID promotion, @RequestBody NewEnd end) {
        String reason = Texts.required("reason", end.reason(), 1024);
        return writes.change(caller, promotion, entry -> {
            if (!caller.has(Role.GOVERNANCE)) {
                throw new Refused(ROLE_MISSING, "Revoking an approval takes the role governance");
            }
            if (entry.state() != Phase.REVOKED) {
                revoke(entry, reason);
            }
        });
    }

    private void revoke(PromotionEntry entry, String reason) {
        commands.send(new RevokePromotion(entry.id(), reason));
        promotions.standing(entry).forEach(other -> commands.send(new RevokePromotion(other, reason)));
        promotions
                .open(entry.version(), entry.stage())
                .ifPresent(open -> commands.send(
                        new RejectPromotion(open, "Promotion " + entry.id() + " was revoked: " + reason)));
    }
}
