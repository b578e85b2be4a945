package dev.cairn.registry.catalogue;

import dev.cairn.events.EventHeaders;
import dev.cairn.events.RecordedEvent;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Versions, what their manifests name, and their tags. Each method is safe to repeat. */
final class VersionProjection {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    VersionProjection(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    void apply(VersionEvent event, RecordedEvent record) {
        if (event instanceof VersionRegistered e) {
            registered(e, record.headers());
        } else if (event instanceof VersionTagged e) {
            tagged(e, record.headers());
        } else if (event instanceof VersionUntagged e) {
            untagged(e);
        } else if (event instanceof IntegrityVerified e) {
            verified(e);
        } else if (event instanceof IntegrityViolated e) {
            violated(e, record.headers());
        } else if (event instanceof VersionDeprecated e) {
            deprecated(e, record.headers());
        } else if (event instanceof DeprecationWithdrawn e) {
            deprecationWithdrawn(e);
        } else if (event instanceof RetirementRequested e) {
            retirementRequested(e, record.headers());
        } else if (event instanceof RetirementCancelled e) {
            retirementCancelled(e, record.headers());
        } else if (event instanceof VersionRetired e) {
            retired(e, record.headers());
        }
        seen(event.version(), record.headers());
    }

    private void registered(VersionRegistered event, EventHeaders headers) {
        VersionId id = event.version();
        Manifest manifest = Manifest.registered(event.manifest());
        int inserted = jdbc.sql("""
                        insert into version (model, label, ordinal, digest, scheme, weights, bytes, description,
                                             change_note, experiment, creator, answerable, registered, sequence)
                        select :model, :label, versions + 1, :digest, :scheme, :weights, :bytes, :description,
                               :changeNote, :experiment, :creator, :answerable, :registered, 0
                        from model where name = :model
                        on conflict do nothing
                        """)
                .param("model", id.model().value())
                .param("label", id.label().value())
                .param("digest", event.digest().value())
                .param("scheme", event.scheme().name())
                .param("weights", event.weights().value())
                .param("bytes", event.bytes())
                .param("description", manifest.description())
                .param("changeNote", manifest.changeNote())
                .param("experiment", manifest.experiment())
                .param("creator", headers.actor().toString())
                .param("answerable", ModelProjection.text(headers.owner()))
                .param("registered", headers.time().atOffset(ZoneOffset.UTC))
                .update();
        if (inserted == 1) {
            jdbc.sql("update model set versions = versions + 1, latest = :label where name = :model")
                    .param("model", id.model().value())
                    .param("label", id.label().value())
                    .update();
            named(id, manifest);
        }
    }

    private void named(VersionId id, Manifest manifest) {
        String model = id.model().value();
        String label = id.label().value();
        insert(
                "insert into artifact (model, label, path, role, size, media_type, digest) values (?, ?, ?, ?, ?, ?, ?)",
                manifest.artifacts().stream()
                        .map(artifact -> artifact(model, label, artifact))
                        .toList());
        insert(
                "insert into metric (model, label, name, split, value, better) values (?, ?, ?, ?, ?, ?)",
                manifest.metrics().stream()
                        .map(metric -> metric(model, label, metric))
                        .toList());
        insert(
                "insert into parameter (model, label, name, value, number) values (?, ?, ?, ?, ?)",
                manifest.parameters().entrySet().stream()
                        .map(parameter -> parameter(model, label, parameter))
                        .toList());
    }

    private void insert(String sql, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            batches.batchUpdate(sql, rows);
        }
    }

    private static Object[] artifact(String model, String label, Artifact artifact) {
        return new Object[] {
            model,
            label,
            artifact.path().value(),
            artifact.role().text(),
            artifact.size(),
            artifact.mediaType(),
            artifact.digest().value()
        };
    }

    private static Object[] metric(String model, String label, Metric metric) {
        return new Object[] {
            model, label, metric.name(), metric.split(), metric.value().doubleValue(), metric.better()
        };
    }

    private static Object[] parameter(String model, String label, Map.Entry<String, JsonNode> parameter) {
        JsonNode value = parameter.getValue();
        return new Object[] {
            model, label, parameter.getKey(), value.asString(), value.isNumber() ? value.doubleValue() : null
        };
    }

    private void tagged(VersionTagged event, EventHeaders headers) {
        jdbc.sql("""
                        insert into tag (model, label, key, value, actor, since)
                        values (:model, :label, :key, :value, :actor, :since)
                        on conflict (model, label, key) do update
                        set value = excluded.value, actor = excluded.actor, since = excluded.since
                        """)
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("key", event.tag().value())
                .param("value", event.value())
                .param("actor", headers.actor().toString())
                .param("since", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void untagged(VersionUntagged event) {
        jdbc.sql("delete from tag where model = :model and label = :label and key = :key")
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("key", event.tag().value())
                .update();
    }

    private void verified(IntegrityVerified event) {
        jdbc.sql("delete from violation where model = :model and label = :label")
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .update();
    }

    private void violated(IntegrityViolated event, EventHeaders headers) {
        jdbc.sql("""
                        insert into violation (model, label, path, expected, found, found_at, since)
                        values (:model, :label, :path, :expected, :found, :foundAt, :since)
                        on conflict (model, label, path) do update
                        set found = excluded.found, found_at = excluded.found_at, since = excluded.since
                        """)
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("path", event.path() == null ? "" : event.path().value())
                .param("expected", event.expected().value())
                .param("found", ModelProjection.text(event.found()))
                .param("foundAt", event.foundAt())
                .param("since", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void deprecated(VersionDeprecated event, EventHeaders headers) {
        jdbc.sql("""
                        insert into deprecation (model, label, reason, until, successor, migration, actor, since)
                        values (:model, :label, :reason, :until, :successor, :migration, :actor, :since)
                        on conflict (model, label) do update
                        set reason = excluded.reason, until = excluded.until, successor = excluded.successor,
                            migration = excluded.migration, actor = excluded.actor, since = excluded.since
                        """)
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("reason", event.reason())
                .param("until", event.until() == null ? null : event.until().atOffset(ZoneOffset.UTC))
                .param("successor", ModelProjection.text(event.successor()))
                .param("migration", event.migration())
                .param("actor", headers.actor().toString())
                .param("since", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void deprecationWithdrawn(DeprecationWithdrawn event) {
        jdbc.sql("delete from deprecation where model = ? and label = ?")
                .param(event.version().model().value())
                .param(event.version().label().value())
                .update();
    }

    private void retirementRequested(RetirementRequested event, EventHeaders headers) {
        jdbc.sql("""
                        insert into retirement (request, model, label, state, actor, reason, requested, since)
                        values (:request, :model, :label, 'REQUESTED', :actor, :reason, :since, :since)
                        on conflict do nothing
                        """)
                .param("request", event.request())
                .param("model", event.version().model().value())
                .param("label", event.version().label().value())
                .param("actor", headers.actor().toString())
                .param("reason", event.reason())
                .param("since", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void retirementCancelled(RetirementCancelled event, EventHeaders headers) {
        retirement(event.request(), "CANCELLED", event.reason(), headers);
    }

    private void retired(VersionRetired event, EventHeaders headers) {
        retirement(event.request(), "RETIRED", null, headers);
    }

    private void retirement(UUID request, String state, @Nullable String objection, EventHeaders headers) {
        jdbc.sql(
                        "update retirement set state = :state, objection = :objection, since = :since where request = :request")
                .param("request", request)
                .param("state", state)
                .param("objection", objection)
                .param("since", headers.time().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The sequence is part of the version's ETag. */
    private void seen(VersionId id, EventHeaders headers) {
        jdbc.sql("update version set sequence = greatest(sequence, :sequence) where model = :model and label = :label")
                .param("model", id.model().value())
                .param("label", id.label().value())
                .param("sequence", headers.sequence())
                .update();
    }
}
