package dev.cairn.lineage.graph;

import dev.cairn.events.EventCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Nodes and edges as all topics together tell of them. */
@Component
class Nodes {

    private static final String NODES = """
            select node, max(model) as model, bool_or(recorded) as recorded,
                   json_agg(facts order by recorded)::text as facts
            from (select * from registry_node where node = any (:ids)
                  union all select * from approval_node where node = any (:ids)
                  union all select * from deployment_node where node = any (:ids)) as told
            group by node
            """;

    /** Targets, deployments and promotions are few and come first, as the limit shall not cost an answer these. */
    private static final String EDGES = """
            select upstream, downstream, kind
            from (select * from registry_edge where %1$s = any (:ids)
                  union select * from approval_edge where %1$s = any (:ids)
                  union select * from deployment_edge where %1$s = any (:ids)) as told
            order by array_position(array['hosts', 'runs', 'allowed-by', 'promotes'], kind)
            limit :most
            """;

    private final JdbcClient jdbc;

    Nodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the nodes that exist, by their ids. */
    Map<String, Node> find(Collection<String> ids) {
        return jdbc
                .sql(NODES)
                .param("ids", ids.toArray(String[]::new))
                .query((row, number) -> node(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Node::id, node -> node));
    }

    private static Node node(ResultSet row) throws SQLException {
        String id = row.getString("node");
        Map<String, JsonNode> facts = new TreeMap<>();
        EventCodec.json().readTree(row.getString("facts")).forEach(told -> told.forEachEntry(facts::put));
        return new Node(id, NodeType.of(id), row.getString("model"), row.getBoolean("recorded"), facts);
    }

    /** The edges from these nodes to what they came from, at most so many. */
    List<Edge> upstream(Set<String> ids, int most) {
        return edges("downstream", ids, most);
    }

    /** The edges from what came from these nodes, at most so many. */
    List<Edge> downstream(Set<String> ids, int most) {
        return edges("upstream", ids, most);
    }

    private List<Edge> edges(String end, Set<String> ids, int most) {
        return jdbc.sql(EDGES.formatted(end))
                .param("ids", ids.toArray(String[]::new))
                .param("most", most)
                .query((row, number) -> new Edge(
                        row.getString("upstream"), EdgeKind.of(row.getString("kind")), row.getString("downstream")))
                .list();
    }
}
