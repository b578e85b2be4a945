package dev.cairn.registry.catalogue;

import dev.cairn.events.EventHeaders;
import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.registry.ModelEvent.AccessRevoked;
import dev.cairn.events.registry.ModelEvent.AliasAssigned;
import dev.cairn.events.registry.ModelEvent.AliasRemoved;
import dev.cairn.events.registry.ModelEvent.LabelSchemeChanged;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.registry.ModelEvent.ModelRegistered;
import dev.cairn.platform.view.Changes;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Models, aliases and grants. Each method is safe to repeat. */
final class ModelProjection {

    void apply(ModelEvent event, EventHeaders headers, Changes.OfKey changes) {
        if (event instanceof ModelRegistered e) {
            registered(e, headers, changes);
        } else {
            changed(event, headers, changes);
            seen(event, headers, changes);
        }
    }

    private static void changed(ModelEvent event, EventHeaders headers, Changes.OfKey changes) {
        if (event instanceof ModelDescribed e) {
            described(e, changes);
        } else if (event instanceof LabelSchemeChanged e) {
            schemeChanged(e, changes);
        } else if (event instanceof AliasAssigned e) {
            aliasAssigned(e, headers, changes);
        } else if (event instanceof AliasRemoved e) {
            aliasRemoved(e, changes);
        } else if (event instanceof AccessGranted e) {
            granted(e, headers, changes);
        } else if (event instanceof AccessRevoked e) {
            revoked(e, changes);
        }
    }

    private static void registered(ModelRegistered event, EventHeaders headers, Changes.OfKey changes) {
        changes.add(
                """
                        insert into model (name, description, scheme, sensitivity, creator, answerable, created,
                                           versions, sequence)
                        values (?, ?, ?, ?, ?, ?, ?, 0, ?)
                        on conflict (name) do nothing
                        """,
                event.model().value(),
                event.description(),
                event.scheme().name(),
                event.sensitivity().name(),
                headers.actor().toString(),
                text(headers.owner()),
                headers.time().atOffset(ZoneOffset.UTC),
                headers.sequence());
    }

    private static void described(ModelDescribed event, Changes.OfKey changes) {
        changes.add(
                "update model set description = ? where name = ?",
                event.description(),
                event.model().value());
    }

    private static void schemeChanged(LabelSchemeChanged event, Changes.OfKey changes) {
        changes.add(
                "update model set scheme = ? where name = ?",
                event.to().name(),
                event.model().value());
    }

    private static void aliasAssigned(AliasAssigned event, EventHeaders headers, Changes.OfKey changes) {
        changes.add(
                """
                        insert into alias (model, name, label, actor, since)
                        values (?, ?, ?, ?, ?)
                        on conflict (model, name) do update
                        set label = excluded.label, actor = excluded.actor, since = excluded.since
                        """,
                event.model().value(),
                event.alias().value(),
                event.version().value(),
                headers.actor().toString(),
                headers.time().atOffset(ZoneOffset.UTC));
    }

    private static void aliasRemoved(AliasRemoved event, Changes.OfKey changes) {
        changes.add(
                "delete from alias where model = ? and name = ?",
                event.model().value(),
                event.alias().value());
    }

    private static void granted(AccessGranted event, EventHeaders headers, Changes.OfKey changes) {
        changes.add(
                """
                        insert into access_grant (model, subject, permission, reason, actor, since)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (model, subject) do update
                        set permission = excluded.permission, reason = excluded.reason, actor = excluded.actor,
                            since = excluded.since
                        """,
                event.model().value(),
                event.subject().toString(),
                event.permission().name(),
                event.reason(),
                headers.actor().toString(),
                headers.time().atOffset(ZoneOffset.UTC));
    }

    private static void revoked(AccessRevoked event, Changes.OfKey changes) {
        changes.add(
                "delete from access_grant where model = ? and subject = ?",
                event.model().value(),
                event.subject().toString());
    }

    /** The sequence is the model's ETag. */
    private static void seen(ModelEvent event, EventHeaders headers, Changes.OfKey changes) {
        changes.add(
                "update model set sequence = greatest(sequence, ?) where name = ?",
                headers.sequence(),
                event.model().value());
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
