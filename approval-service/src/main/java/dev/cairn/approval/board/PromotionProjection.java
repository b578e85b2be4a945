package dev.cairn.approval.board;

import dev.cairn.approval.promotion.Phase;
import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.ApprovalLapsed;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.DeploymentDenied;
import dev.cairn.events.approval.PromotionEvent.GateEvaluated;
import dev.cairn.events.approval.PromotionEvent.OfPromotion;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionExpired;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.approval.PromotionEvent.PromotionWithdrawn;
import dev.cairn.events.approval.PromotionEvent.VersionDisplaced;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.platform.view.Happened;
import dev.cairn.platform.view.View;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Promotions with their checks and reviews, and which deployments were answered. */
@Component
class PromotionProjection implements View {

    private final JdbcClient jdbc;

    PromotionProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<Class<? extends Event>> families() {
        return Set.of(PromotionEvent.class);
    }

    @Override
    public void apply(List<Happened> events) {
        events.forEach(happened -> apply(happened.event(), happened.record().headers()));
    }

    private void apply(Event event, EventHeaders headers) {
        if (event instanceof PromotionRequested e) {
            requested(e, headers);
        } else if (event instanceof GateEvaluated e) {
            evaluated(e, headers);
        } else if (event instanceof PromotionReviewed e) {
            reviewed(e, headers);
        } else if (event instanceof PromotionApproved e) {
            approved(e, headers);
        } else if (event instanceof PromotionRejected e) {
            rejected(e, headers);
        } else if (event instanceof PromotionWithdrawn e) {
            withdrawn(e, headers);
        } else if (event instanceof PromotionExpired e) {
            expired(e, headers);
        } else if (event instanceof ApprovalLapsed e) {
            lapsed(e, headers);
        } else if (event instanceof PromotionRevoked e) {
            revoked(e, headers);
        } else if (event instanceof VersionDisplaced e) {
            displaced(e);
        } else if (event instanceof DeploymentAuthorised e) {
            authorised(e);
        } else if (event instanceof DeploymentDenied e) {
            denied(e);
        }
    }

    private void requested(PromotionRequested event, EventHeaders headers) {
        jdbc.sql("""
                        insert into promotion (promotion, model, label, digest, stage, policy_version, policy, requester,
                                               answerable, barred, reason, requested, expires, state, since)
                        values (:promotion, :model, :label, :digest, :stage, :policyVersion, :policy, :requester,
                                :answerable, :barred, :reason, :requested, :expires, 'OPEN', :requested)
                        on conflict do nothing
                        """)
                .param("promotion", event.promotion())
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("digest", event.digest().value())
                .param("stage", event.stage().text())
                .param("policyVersion", event.policyVersion())
                .param("policy", EventCodec.json().writeValueAsString(event.policy()))
                .param("requester", event.requester().toString())
                .param(
                        "answerable",
                        headers.owner() == null ? null : headers.owner().toString(),
                        Types.VARCHAR)
                .param("barred", event.barred().stream().map(Object::toString).toArray(String[]::new))
                .param("reason", event.reason())
                .param("requested", headers.time().atOffset(ZoneOffset.UTC))
                .param("expires", event.expires().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void evaluated(GateEvaluated event, EventHeaders headers) {
        jdbc.sql("""
                        insert into gate (promotion, sequence, passed, checks, evaluated)
                        values (:promotion, :sequence, :passed, :checks, :evaluated) on conflict do nothing
                        """)
                .param("promotion", event.promotion())
                .param("sequence", headers.sequence())
                .param("passed", event.passed())
                .param("checks", EventCodec.json().writeValueAsString(event.checks()))
                .param("evaluated", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void reviewed(PromotionReviewed event, EventHeaders headers) {
        jdbc.sql("""
                        insert into review (promotion, reviewer, role, verdict, meaning, comment, confirmed, signed)
                        values (:promotion, :reviewer, :role, :verdict, :meaning, :comment, :confirmed, :signed)
                        on conflict do nothing
                        """)
                .param("promotion", event.promotion())
                .param("reviewer", event.reviewer().toString())
                .param("role", event.role())
                .param("verdict", event.verdict().name())
                .param("meaning", event.meaning())
                .param("comment", event.comment())
                .param(
                        "confirmed",
                        event.confirmed().stream().map(ArtifactRole::name).toArray(String[]::new))
                .param("signed", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void approved(PromotionApproved event, EventHeaders headers) {
        jdbc.sql("""
                        update promotion
                        set state = 'APPROVED', since = :at, approval = :event, approved = :at, until = :until
                        where promotion = :promotion and state = 'OPEN'
                        """)
                .param("promotion", event.promotion())
                .param("event", headers.id())
                .param("at", headers.time().atOffset(ZoneOffset.UTC))
                .param(
                        "until",
                        event.until() == null ? null : event.until().atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    private void rejected(PromotionRejected event, EventHeaders headers) {
        ended(event, Phase.REJECTED, event.reason(), headers);
    }

    private void withdrawn(PromotionWithdrawn event, EventHeaders headers) {
        ended(event, Phase.WITHDRAWN, event.reason(), headers);
    }

    private void expired(PromotionExpired event, EventHeaders headers) {
        ended(event, Phase.EXPIRED, "nobody decided in time", headers);
    }

    private void lapsed(ApprovalLapsed event, EventHeaders headers) {
        ended(event, Phase.LAPSED, event.reason(), headers);
    }

    private void revoked(PromotionRevoked event, EventHeaders headers) {
        ended(event, Phase.REVOKED, event.reason(), headers);
    }

    private void ended(OfPromotion event, Phase state, String outcome, EventHeaders headers) {
        jdbc.sql("""
                        update promotion set state = :state, since = :at, outcome = :outcome
                        where promotion = :promotion
                        """)
                .param("promotion", event.promotion())
                .param("state", state.name())
                .param("at", headers.time().atOffset(ZoneOffset.UTC))
                .param("outcome", outcome)
                .update();
    }

    private void displaced(VersionDisplaced event) {
        jdbc.sql("update promotion set displaced_by = :by where promotion = :promotion")
                .param("promotion", event.promotion())
                .param("by", event.by())
                .update();
    }

    private void authorised(DeploymentAuthorised event) {
        answered(event.deployment(), event.promotion(), true);
    }

    private void denied(DeploymentDenied event) {
        answered(event.deployment(), event.promotion(), false);
    }

    private void answered(UUID deployment, @Nullable UUID promotion, boolean authorised) {
        jdbc.sql("""
                        insert into answer (deployment, promotion, authorised)
                        values (:deployment, :promotion, :authorised) on conflict do nothing
                        """)
                .param("deployment", deployment)
                .param("promotion", promotion, Types.OTHER)
                .param("authorised", authorised)
                .update();
    }
}
