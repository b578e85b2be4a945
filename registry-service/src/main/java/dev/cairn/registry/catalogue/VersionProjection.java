package dev.cairn.registry.catalogue;

import dev.cairn.events.EventHeaders;
import dev.cairn.events.manifest.Artifact;
import dev.cairn.events.manifest.Manifest;
import dev.cairn.events.manifest.Metric;
import dev.cairn.events.registry.VersionEvent;
import dev.cairn.events.registry.VersionEvent.DeprecationWithdrawn;
import dev.cairn.events.registry.VersionEvent.IntegrityVerified;
import dev.cairn.events.registry.VersionEvent.IntegrityViolated;
import dev.cairn.events.registry.VersionEvent.RetirementCancelled;
import dev.cairn.events.registry.VersionEvent.RetirementRequested;
import dev.cairn.events.registry.VersionEvent.VersionDeprecated;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.registry.VersionEvent.VersionTagged;
import dev.cairn.events.registry.VersionEvent.VersionUntagged;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.view.Changes;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Versions, what their manifests name, and their tags. Each method is safe to repeat. */
final class VersionProjection {

    /** All that comes of a registration, or nothing where it was known: a metric has no key that would tell. */
    private static final String REGISTERED = """
            with registered as (
                insert into version (model, label, ordinal, digest, scheme, weights, bytes, description,
                                     change_note, experiment, creator, answerable, registered, sequence)
                select name, ?, versions + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0
                from model where name = ?
                on conflict do nothing
                returning model, label
            ), counted as (
                update model set versions = versions + 1, latest = registered.label
                from registered where name = registered.model
            ), artifacts as (
                insert into artifact (model, label, path, role, size, media_type, digest)
                select model, label, a.* from registered, unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[]) a
            ), metrics as (
                insert into metric (model, label, name, split, value, better)
                select model, label, m.* from registered, unnest(?::text[], ?::text[], ?::float8[], ?::text[]) m
            )
            insert into parameter (model, label, name, value, number)
            select model, label, p.* from registered, unnest(?::text[], ?::text[], ?::float8[]) p
            """;

    void apply(VersionEvent event, EventHeaders headers, Changes.OfKey changes) {
        if (event instanceof VersionRegistered e) {
            registered(e, headers, changes);
        } else {
            changed(event, headers, changes);
            seen(event.version(), headers, changes);
        }
    }

    private static void changed(VersionEvent event, EventHeaders headers, Changes.OfKey changes) {
        if (event instanceof VersionTagged e) {
            tagged(e, headers, changes);
        } else if (event instanceof VersionUntagged e) {
            untagged(e, changes);
        } else if (event instanceof IntegrityVerified e) {
            verified(e, changes);
        } else if (event instanceof IntegrityViolated e) {
            violated(e, headers, changes);
        } else if (event instanceof VersionDeprecated e) {
            deprecated(e, headers, changes);
        } else if (event instanceof DeprecationWithdrawn e) {
            deprecationWithdrawn(e, changes);
        } else if (event instanceof RetirementRequested e) {
            retirementRequested(e, headers, changes);
        } else if (event instanceof RetirementCancelled e) {
            retirementCancelled(e, headers, changes);
        } else if (event instanceof VersionRetired e) {
            retired(e, headers, changes);
        }
    }

    private static void registered(VersionRegistered event, EventHeaders headers, Changes.OfKey changes) {
        Manifest manifest = Manifest.registered(event.manifest());
        List<Artifact> artifacts = manifest.artifacts();
        List<Metric> metrics = manifest.metrics();
        Collection<JsonNode> parameters = manifest.parameters().values();
        changes.add(
                REGISTERED,
                event.version().label().value(),
                event.digest().value(),
                event.scheme().name(),
                event.weights().value(),
                event.bytes(),
                manifest.description(),
                manifest.changeNote(),
                manifest.experiment(),
                headers.actor().toString(),
                ModelProjection.text(headers.owner()),
                headers.time().atOffset(ZoneOffset.UTC),
                event.version().model().value(),
                texts(artifacts, artifact -> artifact.path().value()),
                texts(artifacts, artifact -> artifact.role().text()),
                artifacts.stream().map(Artifact::size).toArray(Long[]::new),
                texts(artifacts, Artifact::mediaType),
                texts(artifacts, artifact -> artifact.digest().value()),
                texts(metrics, Metric::name),
                texts(metrics, Metric::split),
                metrics.stream().map(metric -> metric.value().doubleValue()).toArray(Double[]::new),
                texts(metrics, Metric::better),
                manifest.parameters().keySet().toArray(String[]::new),
                texts(parameters, JsonNode::asString),
                parameters.stream()
                        .map(value -> value.isNumber() ? value.doubleValue() : null)
                        .toArray(Double[]::new));
    }

    private static <T> @Nullable String[] texts(Collection<T> all, Function<T, @Nullable String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    private static void tagged(VersionTagged event, EventHeaders headers, Changes.OfKey changes) {
        changes.add(
                """
                        insert into tag (model, label, key, value, actor, since)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (model, label, key) do update
                        set value = excluded.value, actor = excluded.actor, since = excluded.since
                        """,
                event.version().model().value(),
                event.version().label().value(),
                event.tag().value(),
                event.value(),
                headers.actor().toString(),
                headers.time().atOffset(ZoneOffset.UTC));
    }

    private static void untagged(VersionUntagged event, Changes.OfKey changes) {
        changes.add(
                "delete from tag where model = ? and label = ? and key = ?",
                event.version().model().value(),
                event.version().label().value(),
                event.tag().value());
    }

    private static void verified(IntegrityVerified event, Changes.OfKey changes) {
        changes.add(
                "delete from violation where model = ? and label = ?",
                event.version().model().value(),
                event.version().label().value());
    }

    private static void violated(IntegrityViolated event, EventHeaders headers, Changes.OfKey changes) {
        changes.add(
                """
                        insert into violation (model, label, path, expected, found, found_at, since)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (model, label, path) do update
                        set found = excluded.found, found_at = excluded.found_at, since = excluded.since
                        """,
                event.version().model().value(),
                event.version().label().value(),
                event.path() == null ? "" : event.path().value(),
                event.expected().value(),
                ModelProjection.text(event.found()),
                event.foundAt(),
                headers.time().atOffset(ZoneOffset.UTC));
    }

    private static void deprecated(VersionDeprecated event, EventHeaders headers, Changes.OfKey changes) {
        changes.add(
                """
                        insert into deprecation (model, label, reason, until, successor, migration, actor, since)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (model, label) do update
                        set reason = excluded.reason, until = excluded.until, successor = excluded.successor,
                            migration = excluded.migration, actor = excluded.actor, since = excluded.since
                        """,
                event.version().model().value(),
                event.version().label().value(),
                event.reason(),
                event.until() == null ? null : event.until().atOffset(ZoneOffset.UTC),
                ModelProjection.text(event.successor()),
                event.migration(),
                headers.actor().toString(),
                headers.time().atOffset(ZoneOffset.UTC));
    }

    private static void deprecationWithdrawn(DeprecationWithdrawn event, Changes.OfKey changes) {
        changes.add(
                "delete from deprecation where model = ? and label = ?",
                event.version().model().value(),
                event.version().label().value());
    }

    private static void retirementRequested(RetirementRequested event, EventHeaders headers, Changes.OfKey changes) {
        changes.add(
                """
                        insert into retirement (request, model, label, state, actor, reason, requested, since)
                        values (?, ?, ?, 'REQUESTED', ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                event.request(),
                event.version().model().value(),
                event.version().label().value(),
                headers.actor().toString(),
                event.reason(),
                headers.time().atOffset(ZoneOffset.UTC),
                headers.time().atOffset(ZoneOffset.UTC));
    }

    private static void retirementCancelled(RetirementCancelled event, EventHeaders headers, Changes.OfKey changes) {
        retirement(event.request(), "CANCELLED", event.reason(), headers, changes);
    }

    private static void retired(VersionRetired event, EventHeaders headers, Changes.OfKey changes) {
        retirement(event.request(), "RETIRED", null, headers, changes);
    }

    private static void retirement(
            UUID request, String state, @Nullable String objection, EventHeaders headers, Changes.OfKey changes) {
        changes.add(
                "update retirement set state = ?, objection = ?, since = ? where request = ?",
                state,
                objection,
                headers.time().atOffset(ZoneOffset.UTC),
                request);
    }

    /** The sequence is part of the version's ETag. */
    private static void seen(VersionId id, EventHeaders headers, Changes.OfKey changes) {
        changes.add(
                "update version set sequence = greatest(sequence, ?) where model = ? and label = ?",
                headers.sequence(),
                id.model().value(),
                id.label().value());
    }
}
