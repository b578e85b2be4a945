package dev.cairn.lineage.graph;

import dev.cairn.events.Event;
import dev.cairn.events.EventHeaders;
import dev.cairn.events.Topics;
import dev.cairn.events.manifest.Manifest;
import dev.cairn.events.manifest.ParentReference;
import dev.cairn.events.registry.VersionEvent.DeprecationWithdrawn;
import dev.cairn.events.registry.VersionEvent.VersionDeprecated;
import dev.cairn.events.registry.VersionEvent.VersionRegistered;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.inbox.EventView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the registry tells: versions with all that their manifests name. */
@Component
class RegistryView implements EventView {

    private final JdbcClient jdbc;
    private final GraphRows rows;

    RegistryView(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.rows = new GraphRows(jdbc, "registry");
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.REGISTRY);
    }

    @Override
    public void apply(Event event, EventHeaders headers) {
        if (event instanceof VersionRegistered e) {
            registered(e, headers);
        } else if (event instanceof VersionDeprecated e) {
            told(e.version(), "deprecated", headers);
        } else if (event instanceof DeprecationWithdrawn e) {
            rows.forget(NodeType.version(e.version()), "deprecated");
        } else if (event instanceof VersionRetired e) {
            told(e.version(), "retired", headers);
        }
    }

    private void registered(VersionRegistered event, EventHeaders headers) {
        VersionId id = event.version();
        String version = NodeType.version(id);
        Manifest manifest = Manifest.registered(event.manifest());
        rows.record(
                version,
                id.model(),
                Map.of(
                        "digest", event.digest().value(),
                        "registered", headers.time().toString(),
                        "creator", headers.actor().toString()));
        manifest.code().ifPresent(code -> uses(version, EdgeKind.BUILT_FROM, NodeType.code(code), null, Map.of()));
        manifest.data().forEach(data -> {
            var facts = facts("uri", data.uri(), "digest", data.digest());
            uses(version, EdgeKind.USED, NodeType.data(data), null, facts);
        });
        if (manifest.experiment() != null) {
            uses(version, EdgeKind.PRODUCED_IN, NodeType.experiment(manifest.experiment()), null, Map.of());
        }
        manifest.parents().forEach(parent -> parent(version, parent));
        nameByLabel(id, event.digest().value());
    }

    private void uses(
            String version, EdgeKind kind, String upstream, @Nullable ModelName model, Map<String, String> facts) {
        rows.refer(upstream, model, facts);
        rows.edge(version, kind, upstream);
    }

    private void parent(String version, ParentReference parent) {
        ModelName model = parent.model();
        if (model == null) {
            String uri = Objects.requireNonNull(parent.uri());
            var digest = Objects.requireNonNull(parent.digest());
            uses(version, EdgeKind.DERIVED_FROM, NodeType.outside(uri, digest), null, Map.of());
            return;
        }
        String named = Objects.requireNonNull(parent.version()).replaceFirst("^sha256:", "");
        String label = jdbc.sql("select label from labelled where model = ? and digest = ?")
                .param(model.value())
                .param(named)
                .query(String.class)
                .optional()
                .orElse(named);
        uses(version, EdgeKind.DERIVED_FROM, NodeType.VERSION.text() + ":" + model + "/" + label, model, Map.of());
    }

    /** A child may have come first and named this version by its digest, or by both, which is one edge. */
    private void nameByLabel(VersionId id, String digest) {
        jdbc.sql("insert into labelled (model, digest, label) values (?, ?, ?) on conflict do nothing")
                .param(id.model().value())
                .param(digest)
                .param(id.label().value())
                .update();
        String byDigest = NodeType.VERSION.text() + ":" + id.model() + "/" + digest;
        jdbc.sql("""
                        insert into registry_edge (upstream, downstream, kind)
                        select :byLabel, downstream, kind from registry_edge where upstream = :byDigest
                        on conflict do nothing
                        """)
                .param("byLabel", NodeType.version(id))
                .param("byDigest", byDigest)
                .update();
        jdbc.sql("delete from registry_edge where upstream = ?").param(byDigest).update();
        jdbc.sql("delete from registry_node where node = ? and not recorded")
                .param(byDigest)
                .update();
    }

    private void told(VersionId version, String what, EventHeaders headers) {
        rows.record(
                NodeType.version(version),
                version.model(),
                Map.of(what, headers.time().toString()));
    }

    /** Names and values in turn; what is absent is left out. */
    private static Map<String, String> facts(@Nullable Object... namesAndValues) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                facts.put(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
            }
        }
        return facts;
    }
}
