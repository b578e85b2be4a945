package dev.cairn.deployment.board;

import dev.cairn.events.EventHeaders;
import dev.cairn.events.deployment.TargetEvent;
import dev.cairn.events.deployment.TargetEvent.TargetRegistered;
import dev.cairn.events.deployment.TargetEvent.TargetRemoved;
import java.sql.Types;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Targets. Each method is safe to repeat. */
final class TargetProjection {

    private final JdbcClient jdbc;

    TargetProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void apply(TargetEvent event, EventHeaders headers) {
        if (event instanceof TargetRegistered e) {
            registered(e, headers);
        } else if (event instanceof TargetRemoved e) {
            removed(e, headers);
        }
    }

    private void registered(TargetRegistered event, EventHeaders headers) {
        jdbc.sql("""
                        insert into target (name, stage, environment, cluster, region, endpoint, description, actor,
                                            registered)
                        values (:name, :stage, :environment, :cluster, :region, :endpoint, :description, :actor,
                                :registered)
                        on conflict (name) do nothing
                        """)
                .param("name", event.target().value())
                .param("stage", event.stage().text())
                .param("environment", event.environment())
                .param("cluster", event.cluster(), Types.VARCHAR)
                .param("region", event.region(), Types.VARCHAR)
                .param("endpoint", event.endpoint(), Types.VARCHAR)
                .param("description", event.description())
                .param("actor", headers.actor().toString())
                .param("registered", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void removed(TargetRemoved event, EventHeaders headers) {
        jdbc.sql("update target set removed = :time where name = :name")
                .param("time", headers.time().atOffset(ZoneOffset.UTC))
                .param("name", event.target().value())
                .update();
    }
}
