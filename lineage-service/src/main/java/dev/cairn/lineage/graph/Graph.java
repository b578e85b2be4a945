package dev.cairn.lineage.graph;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of the graph.
 *
 * @param partial why there may be more; empty when this is all that there is
 */
record Graph(List<Node> nodes, List<Edge> edges, List<Gap> partial) {

    /** Why a part of the graph is not shown. */
    enum Gap {
        /** There is more behind the depth that was asked for. */
        DEPTH,
        /** There are more nodes than one answer has. */
        SIZE,
        /** Something belongs to a model that the caller may not see. */
        HIDDEN
    }

    /** What is in both, with the edges between. */
    Graph meet(Graph other) {
        Set<String> common = other.nodes.stream().map(Node::id).collect(Collectors.toSet());
        List<Node> nodes =
                this.nodes.stream().filter(node -> common.contains(node.id())).toList();
        Set<String> ids = nodes.stream().map(Node::id).collect(Collectors.toSet());
        List<Edge> edges = this.edges.stream()
                .filter(edge -> ids.contains(edge.upstream()) && ids.contains(edge.downstream()))
                .toList();
        List<Gap> gaps = Stream.concat(partial.stream(), other.partial.stream())
                .distinct()
                .sorted()
                .toList();
        return new Graph(nodes, edges, gaps);
    }
}
