package dev.cairn.approval.version;

import dev.cairn.approval.version.Candidate.Document;
import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.Topics;
import dev.cairn.events.manifest.Artifact;
import dev.cairn.events.manifest.ArtifactRole;
import dev.cairn.events.manifest.Manifest;
import dev.cairn.events.registry.VersionEvent.DeprecationWithdrawn;
import dev.cairn.events.registry.VersionEvent.IntegrityVerified;
import dev.cairn.events.registry.VersionEvent.IntegrityViolated;
import dev.cairn.events.registry.VersionEvent.VersionDeprecated;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.inbox.EventView;
import java.sql.Types;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the registry says of versions, and what speaks against them. */
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

    /** What it says of models, and tags, change nothing about a promotion; who may see it is told elsewhere. */
    @Override
    public void apply(Event event, EventHeaders headers) {
        if (event instanceof VersionRegistered e) {
            registered(e, headers);
        } else if (event instanceof VersionDeprecated e) {
            deprecated(e, headers);
        } else if (event instanceof DeprecationWithdrawn e) {
            of("delete from deprecation where model = :model and label = :label", e.version())
                    .update();
        } else if (event instanceof VersionRetired e) {
            retired(e, headers);
        } else if (event instanceof IntegrityViolated e) {
            violated(e, headers);
        } else if (event instanceof IntegrityVerified e) {
            verified(e);
        }
    }

    private void registered(VersionRegistered event, EventHeaders headers) {
        Manifest manifest = Manifest.registered(event.manifest());
        of("""
                        insert into version (model, label, digest, creator, answerable, event, metrics, documents)
                        values (:model, :label, :digest, :creator, :answerable, :event, :metrics, :documents)
                        on conflict do nothing
                        """, event.version())
                .param("digest", event.digest().value())
                .param("creator", headers.actor().toString())
                .param(
                        "answerable",
                        headers.owner() == null ? null : headers.owner().toString(),
                        Types.VARCHAR)
                .param("event", headers.id())
                .param("metrics", EventCodec.json().writeValueAsString(manifest.metrics()))
                .param("documents", EventCodec.json().writeValueAsString(documents(manifest)))
                .update();
    }

    private static List<Document> documents(Manifest manifest) {
        Map<ArtifactRole, Document> first = new EnumMap<>(ArtifactRole.class);
        for (Artifact artifact : manifest.artifacts()) {
            first.putIfAbsent(artifact.role(), new Document(artifact.role(), artifact.path(), artifact.digest()));
        }
        return List.copyOf(first.values());
    }

    private void deprecated(VersionDeprecated event, EventHeaders headers) {
        of("""
                        insert into deprecation (model, label, reason, event) values (:model, :label, :reason, :event)
                        on conflict (model, label) do update set reason = excluded.reason, event = excluded.event
                        """, event.version())
                .param("reason", event.reason())
                .param("event", headers.id())
                .update();
    }

    private void retired(VersionRetired event, EventHeaders headers) {
        of(
                        "insert into retirement (model, label, event) values (:model, :label, :event) on conflict do nothing",
                        event.version())
                .param("event", headers.id())
                .update();
    }

    private void violated(IntegrityViolated event, EventHeaders headers) {
        of("""
                        insert into violation (model, label, path, event) values (:model, :label, :path, :event)
                        on conflict (model, label, path) do update set event = excluded.event
                        """, event.version())
                .param("path", event.path() == null ? "" : event.path().value())
                .param("event", headers.id())
                .update();
    }

    private void verified(IntegrityVerified event) {
        of("delete from violation where model = :model and label = :label", event.version())
                .update();
    }

    private JdbcClient.StatementSpec of(String sql, VersionId version) {
        return jdbc.sql(sql)
                .param("model", version.model().value())
                .param("label", version.label().value());
    }
}
