package dev.cairn.lineage.graph;

import dev.cairn.events.EventCodec;
import dev.cairn.events.types.ModelName;
import java.sql.Types;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The nodes and edges that one topic tells of; each method is safe to repeat. */
final class GraphRows {

    private final JdbcClient jdbc;
    private final String topic;

    /** @param topic the first word of the tables' names */
    GraphRows(JdbcClient jdbc, String topic) {
        this.jdbc = jdbc;
        this.topic = topic;
    }

    /** Something that an event records; facts that are known already stay unless they are told anew. */
    void record(String node, @Nullable ModelName model, Map<String, ?> facts) {
        jdbc.sql("""
                        insert into %1$s_node as n (node, model, recorded, facts)
                        values (:node, :model, true, :facts::jsonb)
                        on conflict (node) do update
                        set recorded = true, model = excluded.model, facts = n.facts || excluded.facts
                        """.formatted(topic))
                .param("node", node)
                .param("model", text(model), Types.VARCHAR)
                .param("facts", EventCodec.json().writeValueAsString(facts))
                .update();
    }

    /** A fact of a recorded node that does not hold any more. */
    void forget(String node, String fact) {
        jdbc.sql("update %s_node set facts = facts - :fact where node = :node".formatted(topic))
                .param("node", node)
                .param("fact", fact)
                .update();
    }

    /** Something that is only named. */
    void refer(String node, @Nullable ModelName model, Map<String, ?> facts) {
        jdbc.sql("""
                        insert into %s_node (node, model, recorded, facts) values (:node, :model, false, :facts::jsonb)
                        on conflict (node) do nothing
                        """.formatted(topic))
                .param("node", node)
                .param("model", text(model), Types.VARCHAR)
                .param("facts", EventCodec.json().writeValueAsString(facts))
                .update();
    }

    /** What {@code downstream} depends on; an end that nobody recorded has to be referred to besides. */
    void edge(String downstream, EdgeKind kind, String upstream) {
        jdbc.sql("""
                        insert into %s_edge (upstream, downstream, kind) values (:upstream, :downstream, :kind)
                        on conflict do nothing
                        """.formatted(topic))
                .param("upstream", upstream)
                .param("downstream", downstream)
                .param("kind", kind.text())
                .update();
    }

    private static @Nullable String text(@Nullable ModelName model) {
        return model == null ? null : model.value();
    }
}
