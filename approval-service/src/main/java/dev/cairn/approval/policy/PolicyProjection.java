package dev.cairn.approval.policy;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.approval.PolicyEvent;
import dev.cairn.events.approval.PolicyEvent.PolicyAdopted;
import dev.cairn.events.approval.PolicyEvent.PolicyProposed;
import dev.cairn.platform.view.Happened;
import dev.cairn.platform.view.View;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every policy that was proposed, and which of them were adopted. */
@Component
class PolicyProjection implements View {

    private final JdbcClient jdbc;

    PolicyProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<Class<? extends Event>> families() {
        return Set.of(PolicyEvent.class);
    }

    @Override
    public void apply(List<Happened> events) {
        events.forEach(happened -> apply(happened.event(), happened.record().headers()));
    }

    private void apply(Event event, EventHeaders headers) {
        if (event instanceof PolicyProposed e) {
            proposed(e, headers);
        } else if (event instanceof PolicyAdopted e) {
            adopted(e, headers);
        }
    }

    private void proposed(PolicyProposed event, EventHeaders headers) {
        jdbc.sql("""
                        insert into policy (stage, version, policy, proposer, reason, proposed)
                        values (:stage, :version, :policy, :proposer, :reason, :proposed) on conflict do nothing
                        """)
                .param("stage", event.stage().text())
                .param("version", event.version())
                .param("policy", EventCodec.json().writeValueAsString(event.policy()))
                .param("proposer", event.proposer().toString())
                .param("reason", event.reason())
                .param("proposed", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void adopted(PolicyAdopted event, EventHeaders headers) {
        jdbc.sql("""
                        update policy set adopter = :adopter, adoption_reason = :reason, adopted = :adopted
                        where stage = :stage and version = :version
                        """)
                .param("stage", event.stage().text())
                .param("version", event.version())
                .param("adopter", event.adopter().toString())
                .param("reason", event.reason())
                .param("adopted", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }
}
