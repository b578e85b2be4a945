package dev.cairn.deployment.board;

import dev.cairn.events.Event;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.RetirementAnswer;
import dev.cairn.events.deployment.TargetEvent;
import dev.cairn.events.deployment.TrackerEvent;
import dev.cairn.platform.view.Happened;
import dev.cairn.platform.view.View;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Everything that this service decided: targets and answers by one projection, deployments by another. */
@Component
final class TrackerView implements View {

    private final TargetProjection targets;
    private final DeploymentProjection deployments;
    private final RetirementProjection retirements;

    TrackerView(JdbcClient jdbc) {
        this.targets = new TargetProjection(jdbc);
        this.deployments = new DeploymentProjection(jdbc);
        this.retirements = new RetirementProjection(jdbc);
    }

    @Override
    public Set<Class<? extends Event>> families() {
        return Set.of(TrackerEvent.class);
    }

    @Override
    public void apply(List<Happened> events) {
        events.forEach(happened -> apply(happened.event(), happened.record().headers()));
    }

    private void apply(Event event, EventHeaders headers) {
        if (event instanceof TargetEvent e) {
            targets.apply(e, headers);
        } else if (event instanceof DeploymentEvent e) {
            deployments.apply(e, headers);
        } else if (event instanceof RetirementAnswer e) {
            retirements.apply(e);
        }
    }
}
