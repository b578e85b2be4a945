package dev.cairn.deployment.catalogue;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.registry.ModelEvent.AccessRevoked;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.events.registry.VersionEvent.RetirementCancelled;
import dev.cairn.events.registry.VersionEvent.RetirementRequested;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.inbox.TopicView;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Models, grants, versions with their digests, and retirement; whatever else the registry says does not matter here. */
@Component
class RegistryView implements TopicView {

    private final JdbcClient jdbc;

    RegistryView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.REGISTRY);
    }

    @Override
    public void apply(String topic, List<RecordedEvent> events) {
        events.forEach(
                recorded -> apply(EventCodec.read(recorded.headers().type(), recorded.data()), recorded.headers()));
    }

    private void apply(Event event, EventHeaders headers) {
        if (event instanceof ModelRegistered e) {
            registered(e, headers);
        } else if (event instanceof AccessGranted e) {
            granted(e);
        } else if (event instanceof AccessRevoked e) {
            revoked(e);
        } else if (event instanceof VersionRegistered e) {
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

    private void registered(ModelRegistered event, EventHeaders headers) {
        jdbc.sql("""
                        insert into model (name, open, creator, answerable)
                        values (:name, :open, :creator, :answerable) on conflict do nothing
                        """)
                .param("name", event.model().value())
                .param("open", event.sensitivity() == Sensitivity.OPEN)
                .param("creator", headers.actor().toString())
                .param(
                        "answerable",
                        headers.owner() == null ? null : headers.owner().toString(),
                        Types.VARCHAR)
                .update();
    }

    private void granted(AccessGranted event) {
        jdbc.sql("insert into access_grant (model, subject) values (?, ?) on conflict do nothing")
                .param(event.model().value())
                .param(event.subject().toString())
                .update();
    }

    private void revoked(AccessRevoked event) {
        jdbc.sql("delete from access_grant where model = ? and subject = ?")
                .param(event.model().value())
                .param(event.subject().toString())
                .update();
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
