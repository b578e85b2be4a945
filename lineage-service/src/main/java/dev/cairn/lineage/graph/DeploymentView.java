package dev.cairn.lineage.graph;

import dev.cairn.events.Event;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.Topics;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.DeploymentEvent.Deployed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentFailed;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentLeftUnapproved;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentStarted;
import dev.cairn.events.deployment.DeploymentEvent.RolledBack;
import dev.cairn.events.deployment.DeploymentEvent.Undeployed;
import dev.cairn.events.deployment.TargetEvent.TargetRegistered;
import dev.cairn.events.deployment.TargetEvent.TargetRemoved;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.inbox.EventView;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What deploy-tracker tells: deployments, how they stand, what allowed them, and where. */
@Component
class DeploymentView implements EventView {

    private final GraphRows rows;

    DeploymentView(JdbcClient jdbc) {
        this.rows = new GraphRows(jdbc, "deployment");
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.DEPLOYMENT);
    }

    @Override
    public void apply(Event event, EventHeaders headers) {
        if (event instanceof TargetRegistered e) {
            rows.record(
                    NodeType.target(e.target()),
                    null,
                    Map.of("stage", e.stage().text(), "environment", e.environment()));
        } else if (event instanceof TargetRemoved e) {
            rows.record(
                    NodeType.target(e.target()),
                    null,
                    Map.of("removed", headers.time().toString()));
        } else if (event instanceof DeploymentEvent e) {
            apply(e, headers);
        }
    }

    private void apply(DeploymentEvent event, EventHeaders headers) {
        if (event instanceof DeploymentRequested e) {
            placed(e, headers);
            state(e, "requested", headers);
        } else if (event instanceof DeploymentStarted e) {
            allowed(e, e.promotion());
            state(e, "started", headers);
        } else if (event instanceof Deployed e) {
            state(e, "running", headers);
            if (e.replaced() != null) {
                ended(e.replaced(), e.version().model(), "replaced", headers);
            }
        } else if (event instanceof RolledBack e) {
            placed(e, headers);
            allowed(e, e.promotion());
            state(e, "running", headers);
            ended(e.from(), e.version().model(), "rolled back", headers);
        } else if (event instanceof DeploymentFailed e) {
            state(e, "failed", headers);
        } else if (event instanceof DeploymentRefused e) {
            refused(e, headers);
        } else if (event instanceof Undeployed e) {
            state(e, "undeployed", headers);
        } else if (event instanceof DeploymentLeftUnapproved e) {
            rows.record(
                    NodeType.deployment(e.deployment()),
                    e.version().model(),
                    Map.of("unapproved", headers.time().toString()));
        }
    }

    /** What was never asked for, but refused at once, is placed by this; else the answer comes from another than the deployer. */
    private void refused(DeploymentRefused event, EventHeaders headers) {
        if (headers.sequence() == 0) {
            placed(event, headers);
        }
        state(event, "refused", headers);
    }

    private void placed(DeploymentEvent event, EventHeaders headers) {
        String deployment = NodeType.deployment(event.deployment());
        String version = NodeType.version(event.version());
        String target = NodeType.target(event.target());
        rows.refer(version, event.version().model(), Map.of());
        rows.refer(target, null, Map.of());
        rows.edge(deployment, EdgeKind.RUNS, version);
        rows.edge(target, EdgeKind.HOSTS, deployment);
        rows.record(
                deployment,
                event.version().model(),
                Map.of(
                        "target",
                        event.target().value(),
                        "deployer",
                        headers.actor().toString()));
    }

    private void allowed(DeploymentEvent event, UUID promotion) {
        String node = NodeType.promotion(promotion);
        rows.refer(node, event.version().model(), Map.of());
        rows.edge(NodeType.deployment(event.deployment()), EdgeKind.ALLOWED_BY, node);
    }

    private void state(DeploymentEvent event, String state, EventHeaders headers) {
        ended(event.deployment(), event.version().model(), state, headers);
    }

    private void ended(UUID deployment, ModelName model, String state, EventHeaders headers) {
        rows.record(
                NodeType.deployment(deployment),
                model,
                Map.of("state", state, "since", headers.time().toString()));
    }
}
