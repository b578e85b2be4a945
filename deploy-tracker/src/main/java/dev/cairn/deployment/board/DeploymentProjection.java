package dev.cairn.deployment.board;

import dev.cairn.deployment.board.DeploymentEntry.State;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentFailed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentLeftUnapproved;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import dev.cairn.events.deployment.DeploymentEvent.DriftDetected;
import dev.cairn.events.deployment.DeploymentEvent.DriftResolved;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.events.deployment.DeploymentEvent.Undeployed;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Deployments and drift. Each method is safe to repeat: a row that has the event's sequence already stays as it is, and what
 * was replaced is ended only while it runs.
 */
final class DeploymentProjection {

    private final JdbcClient jdbc;

    DeploymentProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void apply(DeploymentEvent event, EventHeaders headers) {
        if (event instanceof DeploymentRequested e) {
            requested(e, headers);
        } else if (event instanceof DeploymentStarted e) {
            started(e, headers);
        } else if (event instanceof Deployed e) {
            deployed(e, headers);
        } else if (event instanceof DeploymentFailed e) {
            failed(e, headers);
        } else if (event instanceof DeploymentRefused e) {
            refused(e, headers);
        } else if (event instanceof RolledBack e) {
            rolledBack(e, headers);
        } else if (event instanceof Undeployed e) {
            undeployed(e, headers);
        } else {
            observed(event, headers);
        }
    }

    private void observed(DeploymentEvent event, EventHeaders headers) {
        if (event instanceof DriftDetected e) {
            drifted(e, headers);
        } else if (event instanceof DriftResolved e) {
            resolved(e, headers);
        } else if (event instanceof DeploymentLeftUnapproved e) {
            unapproved(e, headers);
        }
    }

    private void requested(DeploymentRequested event, EventHeaders headers) {
        jdbc.sql("update deployment set deadline = :deadline where id = :id")
                .param("deadline", event.deadline().atOffset(ZoneOffset.UTC))
                .param("id", opened(event, event.digest(), event.stage(), State.REQUESTED, headers))
                .update();
    }

    private void started(DeploymentStarted event, EventHeaders headers) {
        set(event, headers, "state = 'STARTED', since = :time, promotion = :promotion")
                .param("promotion", event.promotion())
                .update();
    }

    private void deployed(Deployed event, EventHeaders headers) {
        if (event.replaced() != null) {
            ended(event.replaced(), State.REPLACED, event.deployment(), headers);
        }
        set(event, headers, "state = 'RUNNING', since = :time, running_since = :time")
                .update();
    }

    private void failed(DeploymentFailed event, EventHeaders headers) {
        over(event, State.FAILED, event.reason(), headers);
    }

    /** The first event of a deployment that was refused at once. */
    private void refused(DeploymentRefused event, EventHeaders headers) {
        opened(event, event.digest(), event.stage(), State.REFUSED, headers);
        over(event, State.REFUSED, event.reason(), headers);
    }

    private void rolledBack(RolledBack event, EventHeaders headers) {
        ended(event.from(), State.ROLLED_BACK, event.deployment(), headers);
        opened(event, event.digest(), event.stage(), State.RUNNING, headers);
        jdbc.sql("""
                        update deployment set running_since = :time, promotion = :promotion, reason = :reason,
                            rolled_back_from = :from where id = :id
                        """)
                .param("time", time(headers))
                .param("promotion", event.promotion())
                .param("reason", event.reason())
                .param("from", event.from())
                .param("id", event.deployment())
                .update();
    }

    private void undeployed(Undeployed event, EventHeaders headers) {
        over(event, State.UNDEPLOYED, event.reason(), headers);
    }

    private void drifted(DriftDetected event, EventHeaders headers) {
        driftEnds(event, headers);
        jdbc.sql("""
                        insert into drift (event, deployment, sequence, expected, observed, note, since)
                        values (:event, :deployment, :sequence, :expected, :observed, :note, :since) on conflict do nothing
                        """)
                .param("event", headers.id())
                .param("deployment", event.deployment())
                .param("sequence", headers.sequence())
                .param("expected", event.expected().value())
                .param(
                        "observed",
                        event.observed() == null ? null : event.observed().value(),
                        Types.VARCHAR)
                .param("note", event.note())
                .param("since", time(headers))
                .update();
        set(event, headers, "id = id").update();
    }

    private void resolved(DriftResolved event, EventHeaders headers) {
        driftEnds(event, headers);
        set(event, headers, "id = id").update();
    }

    private void unapproved(DeploymentLeftUnapproved event, EventHeaders headers) {
        set(event, headers, "unapproved = :time, unapproved_reason = :reason")
                .param("reason", event.reason())
                .update();
    }

    /** @return the deployment's id */
    private UUID opened(DeploymentEvent event, Sha256Digest digest, Stage stage, State state, EventHeaders headers) {
        jdbc.sql("""
                        insert into deployment (id, model, label, digest, target, stage, state, deployer, answerable, opened,
                                                since, event, correlation_id, traceparent, sequence)
                        values (:id, :model, :label, :digest, :target, :stage, :state, :deployer, :answerable, :time, :time,
                                :event, :correlation, :traceparent, :sequence)
                        on conflict do nothing
                        """)
                .param("id", event.deployment())
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("digest", digest.value())
                .param("target", event.target().value())
                .param("stage", stage.text())
                .param("state", state.name())
                .param("deployer", headers.actor().toString())
                .param("answerable", text(headers.owner()), Types.VARCHAR)
                .param("time", time(headers))
                .param("event", headers.id())
                .param("correlation", headers.correlationId())
                .param("traceparent", headers.traceparent(), Types.VARCHAR)
                .param("sequence", headers.sequence())
                .update();
        return event.deployment();
    }

    private void over(DeploymentEvent event, State state, String reason, EventHeaders headers) {
        endDrift(event.deployment(), headers);
        jdbc.sql("""
                        update deployment set state = :state, since = :time, ended = :time, reason = :reason,
                            sequence = :sequence
                        where id = :id and (sequence < :sequence or :sequence = 0)
                        """)
                .param("state", state.name())
                .param("time", time(headers))
                .param("reason", reason)
                .param("sequence", headers.sequence())
                .param("id", event.deployment())
                .update();
    }

    private void ended(UUID deployment, State state, UUID by, EventHeaders headers) {
        endDrift(deployment, headers);
        jdbc.sql("""
                        update deployment set state = :state, since = :time, ended = :time, ended_by = :by
                        where id = :id and state = 'RUNNING' and running_since <= :time
                        """)
                .param("state", state.name())
                .param("time", time(headers))
                .param("by", by)
                .param("id", deployment)
                .update();
    }

    private StatementSpec set(DeploymentEvent event, EventHeaders headers, String assignments) {
        String sql = "update deployment set " + assignments + ", sequence = :sequence"
                + " where id = :id and sequence < :sequence";
        StatementSpec update = jdbc.sql(sql).param("id", event.deployment()).param("sequence", headers.sequence());
        return sql.contains(":time") ? update.param("time", time(headers)) : update;
    }

    private void driftEnds(DeploymentEvent event, EventHeaders headers) {
        jdbc.sql("update drift set until = :time where deployment = :id and until is null and sequence < :sequence")
                .param("time", time(headers))
                .param("id", event.deployment())
                .param("sequence", headers.sequence())
                .update();
    }

    private void endDrift(UUID deployment, EventHeaders headers) {
        jdbc.sql("update drift set until = :time where deployment = :id and until is null")
                .param("time", time(headers))
                .param("id", deployment)
                .update();
    }

    private static OffsetDateTime time(EventHeaders headers) {
        return headers.time().atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
