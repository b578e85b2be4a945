package dev.cairn.lineage.graph;

import dev.cairn.events.types.VersionId;
import dev.cairn.platform.identity.Caller;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The whole story of a version, and whether its record tells all of it. */
@Component
class Provenances {

    private static final Map<EdgeKind, String> NEEDED = new EnumMap<>(
            Map.of(EdgeKind.USED, "data", EdgeKind.BUILT_FROM, "code", EdgeKind.PRODUCED_IN, "experiment"));

    private final Traversal traversal;

    Provenances(Traversal traversal) {
        this.traversal = traversal;
    }

    Provenance of(Caller caller, VersionId id) {
        String version = NodeType.version(id);
        Graph graph = traversal.from(caller, version, Direction.BOTH, Integer.MAX_VALUE);
        Set<EdgeKind> told = graph.edges().stream()
                .filter(edge -> edge.downstream().equals(version))
                .map(Edge::kind)
                .collect(Collectors.toSet());
        List<String> missing = NEEDED.entrySet().stream()
                .filter(needed -> !told.contains(needed.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return new Provenance(version, missing, graph);
    }
}
