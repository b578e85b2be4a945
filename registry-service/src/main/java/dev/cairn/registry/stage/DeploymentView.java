package dev.cairn.registry.stage;

import dev.cairn.events.Event;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.Topics;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.events.deployment.DeploymentEvent.Undeployed;
import dev.cairn.events.deployment.RetirementAnswer;
import dev.cairn.events.deployment.RetirementAnswer.RetirementConfirmed;
import dev.cairn.events.deployment.RetirementAnswer.RetirementObjected;
import dev.cairn.events.types.Stage;
import dev.cairn.platform.inbox.EventView;
import java.sql.Types;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What deploy-tracker says: which version runs where, and whether one may retire. */
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
        if (event instanceof Deployed e) {
            if (e.replaced() != null) {
                ended(e.replaced());
            }
            runs(e, e.stage());
        } else if (event instanceof RolledBack e) {
            ended(e.from());
            runs(e, e.stage());
        } else if (event instanceof Undeployed e) {
            ended(e.deployment());
        } else if (event instanceof RetirementConfirmed e) {
            answered(e, null, headers);
        } else if (event instanceof RetirementObjected e) {
            answered(e, objection(e), headers);
        }
    }

    private void runs(DeploymentEvent event, Stage stage) {
        jdbc.sql("""
                        insert into running (deployment, model, label, target, stage)
                        values (:deployment, :model, :label, :target, :stage) on conflict do nothing
                        """)
                .param("deployment", event.deployment())
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("target", event.target().value())
                .param("stage", stage.text())
                .update();
    }

    private void ended(UUID deployment) {
        jdbc.sql("delete from running where deployment = ?").param(deployment).update();
    }

    private void answered(RetirementAnswer answer, @Nullable String objection, EventHeaders headers) {
        jdbc.sql("""
                        insert into retirement_answer (request, version, objection, event, correlation_id, traceparent)
                        values (:request, :version, :objection, :event, :correlation, :traceparent)
                        on conflict do nothing
                        """)
                .param("request", answer.request())
                .param("version", answer.version().toString())
                .param("objection", objection, Types.VARCHAR)
                .param("event", headers.id())
                .param("correlation", headers.correlationId())
                .param("traceparent", headers.traceparent(), Types.VARCHAR)
                .update();
    }

    private static String objection(RetirementObjected objected) {
        String shown = objected.uses().stream()
                .limit(10)
                .map(use -> use.how() + " at " + use.target())
                .collect(Collectors.joining(", "));
        return objected.total() > 10 ? shown + " and " + (objected.total() - 10) + " more" : shown;
    }
}
