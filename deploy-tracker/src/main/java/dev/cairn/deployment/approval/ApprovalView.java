package dev.cairn.deployment.approval;

import dev.cairn.events.Event;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.Topics;
import dev.cairn.events.approval.PromotionEvent.ApprovalLapsed;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.DeploymentDenied;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.platform.inbox.EventView;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Approvals and how they end, and the answers to deployment requests. */
@Component
class ApprovalView implements EventView {

    private final JdbcClient jdbc;

    ApprovalView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.APPROVAL);
    }

    @Override
    public void apply(Event event, EventHeaders headers) {
        if (event instanceof PromotionApproved e) {
            approved(e, headers);
        } else if (event instanceof PromotionRevoked e) {
            revoked(e, headers);
        } else if (event instanceof ApprovalLapsed e) {
            lapsed(e.promotion());
        } else if (event instanceof DeploymentAuthorised e) {
            var answer = new Answer(e.promotion(), e.digest(), e.target(), e.until(), null);
            answered(e.deployment(), answer, headers);
        } else if (event instanceof DeploymentDenied e) {
            var answer = new Answer(e.promotion(), e.digest(), e.target(), null, e.reason());
            answered(e.deployment(), answer, headers);
        }
    }

    private void approved(PromotionApproved event, EventHeaders headers) {
        jdbc.sql("""
                        insert into promotion (promotion, model, label, digest, stage, approved, until)
                        values (:promotion, :model, :label, :digest, :stage, :approved, :until) on conflict do nothing
                        """)
                .param("promotion", event.promotion())
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("digest", event.digest().value())
                .param("stage", event.stage().text())
                .param("approved", headers.time().atOffset(ZoneOffset.UTC))
                .param("until", time(event.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** Where the approval was given up by a discard, its revocation still counts. */
    private void revoked(PromotionRevoked event, EventHeaders headers) {
        jdbc.sql("""
                        insert into promotion (promotion, model, label, digest, stage, approved, revoked, revoked_at,
                                               revocation, correlation_id, traceparent)
                        values (:promotion, :model, :label, :digest, :stage, :time, :reason, :time, :event, :correlation,
                                :traceparent)
                        on conflict (promotion) do update set revoked = :reason, revoked_at = :time, revocation = :event,
                            correlation_id = :correlation, traceparent = :traceparent
                        """)
                .param("promotion", event.promotion())
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("digest", event.digest().value())
                .param("stage", event.stage().text())
                .param("time", headers.time().atOffset(ZoneOffset.UTC))
                .param("reason", event.reason())
                .param("event", headers.id())
                .param("correlation", headers.correlationId())
                .param("traceparent", headers.traceparent(), Types.VARCHAR)
                .update();
    }

    private void lapsed(UUID promotion) {
        jdbc.sql("update promotion set lapsed = true where promotion = ?")
                .param(promotion)
                .update();
    }

    /** A request is answered once; should there be another answer, the first counts. */
    private void answered(UUID deployment, Answer answer, EventHeaders headers) {
        jdbc.sql("""
                        insert into approval_answer (deployment, promotion, digest, target, until, denial, answered, event,
                                                     correlation_id, traceparent)
                        values (:deployment, :promotion, :digest, :target, :until, :denial, :answered, :event, :correlation,
                                :traceparent)
                        on conflict do nothing
                        """)
                .param("deployment", deployment)
                .param("promotion", answer.promotion(), Types.OTHER)
                .param("digest", answer.digest().value())
                .param("target", answer.target().value())
                .param("until", time(answer.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("denial", answer.denial(), Types.VARCHAR)
                .param("answered", headers.time().atOffset(ZoneOffset.UTC))
                .param("event", headers.id())
                .param("correlation", headers.correlationId())
                .param("traceparent", headers.traceparent(), Types.VARCHAR)
                .update();
    }

    private static @Nullable Object time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
