package dev.cairn.registry.catalogue;

import dev.cairn.events.EventHeaders;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.registry.ModelEvent.AccessRevoked;
import dev.cairn.events.registry.ModelEvent.AliasAssigned;
import dev.cairn.events.registry.ModelEvent.AliasRemoved;
import dev.cairn.events.registry.ModelEvent.LabelSchemeChanged;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Models, aliases and grants. Each method is safe to repeat. */
final class ModelProjection {

    private final JdbcClient jdbc;

    ModelProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void apply(ModelEvent event, RecordedEvent record) {
        if (event instanceof ModelRegistered e) {
            registered(e, record.headers());
        } else {
            changed(event, record.headers());
            seen(event, record.headers());
        }
    }

    private void changed(ModelEvent event, EventHeaders headers) {
        if (event instanceof ModelDescribed e) {
            described(e);
        } else if (event instanceof LabelSchemeChanged e) {
            schemeChanged(e);
        } else if (event instanceof AliasAssigned e) {
            aliasAssigned(e, headers);
        } else if (event instanceof AliasRemoved e) {
            aliasRemoved(e);
        } else if (event instanceof AccessGranted e) {
            granted(e, headers);
        } else if (event instanceof AccessRevoked e) {
            revoked(e);
        }
    }

    private void registered(ModelRegistered event, EventHeaders headers) {
        jdbc.sql("""
                        insert into model (name, description, scheme, sensitivity, creator, answerable, created,
                                           versions, sequence)
                        values (:name, :description, :scheme, :sensitivity, :creator, :answerable, :created, 0, :sequence)
                        on conflict (name) do nothing
                        """)
                .param("name", event.model().value())
                .param("description", event.description())
                .param("scheme", event.scheme().name())
                .param("sensitivity", event.sensitivity().name())
                .param("creator", headers.actor().toString())
                .param("answerable", text(headers.owner()))
                .param("created", headers.time().atOffset(ZoneOffset.UTC))
                .param("sequence", headers.sequence())
                .update();
    }

    private void described(ModelDescribed event) {
        jdbc.sql("update model set description = :description where name = :name")
                .param("name", event.model().value())
                .param("description", event.description())
                .update();
    }

    private void schemeChanged(LabelSchemeChanged event) {
        jdbc.sql("update model set scheme = :scheme where name = :name")
                .param("name", event.model().value())
                .param("scheme", event.to().name())
                .update();
    }

    private void aliasAssigned(AliasAssigned event, EventHeaders headers) {
        jdbc.sql("""
                        insert into alias (model, name, label, actor, since)
                        values (:model, :name, :label, :actor, :since)
                        on conflict (model, name) do update
                        set label = excluded.label, actor = excluded.actor, since = excluded.since
                        """)
                .param("model", event.model().value())
                .param("name", event.alias().value())
                .param("label", event.version().value())
                .param("actor", headers.actor().toString())
                .param("since", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void aliasRemoved(AliasRemoved event) {
        jdbc.sql("delete from alias where model = :model and name = :name")
                .param("model", event.model().value())
                .param("name", event.alias().value())
                .update();
    }

    private void granted(AccessGranted event, EventHeaders headers) {
        jdbc.sql("""
                        insert into access_grant (model, subject, permission, reason, actor, since)
                        values (:model, :subject, :permission, :reason, :actor, :since)
                        on conflict (model, subject) do update
                        set permission = excluded.permission, reason = excluded.reason, actor = excluded.actor,
                            since = excluded.since
                        """)
                .param("model", event.model().value())
                .param("subject", event.subject().toString())
                .param("permission", event.permission().name())
                .param("reason", event.reason())
                .param("actor", headers.actor().toString())
                .param("since", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void revoked(AccessRevoked event) {
        jdbc.sql("delete from access_grant where model = :model and subject = :subject")
                .param("model", event.model().value())
                .param("subject", event.subject().toString())
                .update();
    }

    /** The sequence is the model's ETag. */
    private void seen(ModelEvent event, EventHeaders headers) {
        jdbc.sql("update model set sequence = greatest(sequence, :sequence) where name = :name")
                .param("name", event.model().value())
                .param("sequence", headers.sequence())
                .update();
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
