package dev.cairn.lineage.graph;

import static dev.cairn.lineage.LineageRefusal.NODE_UNKNOWN;

import dev.cairn.lineage.graph.Graph.Gap;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import dev.cairn.visibility.Visibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Follows edges from a node, level by level. What belongs to a model that the caller may not see is not shown, and nothing is
 * reached through it.
 */
@Component
class Traversal {

    static final int MOST_NODES = 5_000;

    /** Nothing but promotions, deployments and targets takes these; so a crowd of versions leaves room for them. */
    private static final int KEPT = 1_000;

    /** That one level reads, seen or hidden. */
    private static final int MOST_EDGES = 10 * MOST_NODES;

    private final Nodes nodes;
    private final Visibility visibility;

    Traversal(Nodes nodes, Visibility visibility) {
        this.nodes = nodes;
        this.visibility = visibility;
    }

    /**
     * @param depth how many edges to follow at most
     * @throws Refused when there is no such node for this caller
     */
    Graph from(Caller caller, String start, Direction direction, int depth) {
        var walk = new Walk(caller);
        if (caller.roles().isEmpty() || !walk.begin(start)) {
            throw new Refused(NODE_UNKNOWN, "There is no " + start + " that you may see");
        }
        if (direction.up()) {
            walk.follow(start, depth, true);
        }
        if (direction.down()) {
            walk.follow(start, depth, false);
        }
        return walk.graph();
    }

    /** Every way from one node down to another. */
    Graph between(Caller caller, String from, String to) {
        return from(caller, from, Direction.DOWNSTREAM, Integer.MAX_VALUE)
                .meet(from(caller, to, Direction.UPSTREAM, Integer.MAX_VALUE));
    }

    private final class Walk {

        private final Caller caller;
        private final Map<String, Node> found = new LinkedHashMap<>();
        private final Set<Edge> edges = new LinkedHashSet<>();
        private final Set<Gap> gaps = EnumSet.noneOf(Gap.class);
        private final Map<String, Boolean> models = new HashMap<>();

        Walk(Caller caller) {
            this.caller = caller;
        }

        /** What nobody records is there for those who may see something that names it. */
        boolean begin(String start) {
            Collection<Node> entered = enter(Set.of(start));
            boolean named = entered.stream().allMatch(node -> node.recorded() || node.model() != null);
            return !entered.isEmpty() && (named || new Walk(caller).namedBySomethingSeen(start));
        }

        private boolean namedBySomethingSeen(String start) {
            Set<String> naming =
                    read(Set.of(start), false).stream().map(Edge::downstream).collect(Collectors.toSet());
            return !enter(naming).isEmpty();
        }

        void follow(String start, int depth, boolean up) {
            Set<String> frontier = Set.of(start);
            Set<String> passed = new HashSet<>(frontier);
            for (int level = 0; !frontier.isEmpty(); level++) {
                List<Edge> next = read(frontier, up);
                if (level == depth) {
                    if (!next.isEmpty()) {
                        gaps.add(Gap.DEPTH);
                    }
                    return;
                }
                Set<String> ends = next.stream()
                        .map(edge -> up ? edge.upstream() : edge.downstream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                enter(ends);
                next.stream()
                        .filter(edge -> found.containsKey(edge.upstream()) && found.containsKey(edge.downstream()))
                        .forEach(edges::add);
                frontier = ends.stream()
                        .filter(found::containsKey)
                        .filter(passed::add)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
            }
        }

        private List<Edge> read(Set<String> frontier, boolean up) {
            int most = MOST_EDGES + 1;
            List<Edge> read = up ? nodes.upstream(frontier, most) : nodes.downstream(frontier, most);
            if (read.size() == most) {
                gaps.add(Gap.SIZE);
            }
            return read;
        }

        /** Takes in those that exist and that the caller may see, in their order, as long as there is room. */
        Collection<Node> enter(Set<String> ids) {
            List<String> unknown =
                    ids.stream().filter(id -> !found.containsKey(id)).toList();
            Map<String, Node> known = unknown.isEmpty() ? Map.of() : nodes.find(unknown);
            learn(known.values());
            List<Node> entered = new ArrayList<>();
            for (String id : unknown) {
                Node node = known.get(id);
                if (node == null) {
                    continue;
                }
                if (node.model() != null && !models.getOrDefault(node.model(), false)) {
                    gaps.add(Gap.HIDDEN);
                } else if (!room(node)) {
                    gaps.add(Gap.SIZE);
                } else {
                    found.put(node.id(), node);
                    entered.add(node);
                }
            }
            return entered;
        }

        private boolean room(Node node) {
            return found.size() < (node.type().inUse() ? MOST_NODES : MOST_NODES - KEPT);
        }

        private void learn(Collection<Node> known) {
            Set<String> asked = known.stream()
                    .map(Node::model)
                    .filter(Objects::nonNull)
                    .filter(model -> !models.containsKey(model))
                    .collect(Collectors.toSet());
            Set<String> visible = visibility.of(caller, asked);
            asked.forEach(model -> models.put(model, visible.contains(model)));
        }

        Graph graph() {
            return new Graph(
                    List.copyOf(found.values()),
                    List.copyOf(edges),
                    gaps.stream().sorted().toList());
        }
    }
}
