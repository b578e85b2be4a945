package dev.cairn.approval.answer;

import dev.cairn.events.Event;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.Topics;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import dev.cairn.events.deployment.RetirementAnswer.RetirementConfirmed;
import dev.cairn.platform.inbox.EventView;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What deploy-tracker asks, as long as it waits for the answer; and which versions it has confirmed to be unused, so that they
 * retire next.
 */
@Component
class DeploymentView implements EventView {

    private final JdbcClient jdbc;

    DeploymentView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.DEPLOYMENT);
    }

    @Override
    public void apply(Event event, EventHeaders headers) {
        if (event instanceof DeploymentRequested e) {
            asked(e, headers);
        } else if (event instanceof DeploymentStarted e) {
            settled(e.deployment());
        } else if (event instanceof DeploymentRefused e) {
            settled(e.deployment());
        } else if (event instanceof RetirementConfirmed e) {
            confirmed(e, headers);
        }
    }

    private void asked(DeploymentRequested event, EventHeaders headers) {
        jdbc.sql("""
                        insert into question (deployment, model, label, digest, target, stage, deadline, asked, event,
                                              correlation_id, traceparent)
                        values (:deployment, :model, :label, :digest, :target, :stage, :deadline, :asked, :event,
                                :correlation, :traceparent)
                        on conflict do nothing
                        """)
                .param("deployment", event.deployment())
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("digest", event.digest().value())
                .param("target", event.target().value())
                .param("stage", event.stage().text())
                .param("deadline", event.deadline().atOffset(ZoneOffset.UTC))
                .param("asked", headers.time().atOffset(ZoneOffset.UTC))
                .param("event", headers.id())
                .param("correlation", headers.correlationId())
                .param("traceparent", headers.traceparent(), Types.VARCHAR)
                .update();
    }

    private void settled(UUID deployment) {
        jdbc.sql("delete from question where deployment = ?").param(deployment).update();
    }

    private void confirmed(RetirementConfirmed event, EventHeaders headers) {
        jdbc.sql("""
                        insert into retirement_confirmation (request, model, label, event)
                        values (:request, :model, :label, :event) on conflict do nothing
                        """)
                .param("request", event.request())
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("event", headers.id())
                .update();
    }
}
