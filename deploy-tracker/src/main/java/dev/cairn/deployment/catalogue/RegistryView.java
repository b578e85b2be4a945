package dev.cairn.deployment.catalogue;

import dev.cairn.events.Event;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.Topics;
import dev.cairn.events.registry.VersionEvent.RetirementCancelled;
import dev.cairn.events.registry.VersionEvent.RetirementRequested;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.inbox.EventView;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions with their digests, and retirement; whatever else the registry says does not matter here. */
@Component
class RegistryView implements EventView {

    private final JdbcClient jdbc;

    RegistryView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.REGISTRY);
    }

    @Override
    public void apply(Event event, EventHeaders headers) {
        if (event instanceof VersionRegistered e) {
            registered(e);
        } else if (event instanceof RetirementRequested e) {
            asked(e, headers);
        } else if (event instanceof RetirementCancelled e) {
            closed(e.request());
        } else if (event instanceof VersionRetired e) {
            closed(e.request());
            retired(e.version());
        }
    }

    private void registered(VersionRegistered event) {
        jdbc.sql("insert into version (model, label, digest) values (?, ?, ?) on conflict do nothing")
                .param(event.version().model().value())
                .param(event.version().label().value())
                .param(event.digest().value())
                .update();
    }

    private void asked(RetirementRequested event, EventHeaders headers) {
        jdbc.sql("""
                        insert into retirement_question (request, model, label, asked, open, event, correlation_id,
                                                         traceparent)
                        values (:request, :model, :label, :asked, true, :event, :correlation, :traceparent)
                        on conflict do nothing
                        """)
                .param("request", event.request())
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("asked", headers.time().atOffset(ZoneOffset.UTC))
                .param("event", headers.id())
                .param("correlation", headers.correlationId())
                .param("traceparent", headers.traceparent(), Types.VARCHAR)
                .update();
    }

    private void closed(UUID request) {
        jdbc.sql("update retirement_question set open = false where request = ?")
                .param(request)
                .update();
    }

    private void retired(VersionId version) {
        jdbc.sql("insert into retired (model, label) values (?, ?) on conflict do nothing")
                .param(version.model().value())
                .param(version.label().value())
                .update();
    }
}
