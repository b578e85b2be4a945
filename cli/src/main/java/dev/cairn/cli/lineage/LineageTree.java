package dev.cairn.cli.lineage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A part of the graph as a tree of lines; what was shown before is only named again. */
public final class LineageTree {

    private static final List<String> SHOWN = List.of("stage", "target", "state");

    /** As one tells it: what runs, what that was made of, and who allowed it. */
    private static final List<String> KINDS =
            List.of("hosts", "runs", "used", "built-from", "produced-in", "derived-from", "promotes", "allowed-by");

    private final Map<String, JsonNode> nodes = new HashMap<>();
    private final Map<String, List<Branch>> branches = new HashMap<>();
    private final Set<String> shown = new HashSet<>();

    private record Branch(String kind, String node) {

        private static final Comparator<Branch> ORDER = Comparator.<Branch>comparingInt(
                        branch -> KINDS.indexOf(branch.kind))
                .thenComparing(Branch::node);
    }

    /** @param down whether the edges are followed to what came from a node */
    public LineageTree(JsonNode graph, boolean down) {
        graph.path("nodes").forEach(node -> nodes.put(node.path("id").asString(), node));
        graph.path("edges").forEach(edge -> {
            String upstream = edge.path("upstream").asString();
            String downstream = edge.path("downstream").asString();
            branches.computeIfAbsent(down ? upstream : downstream, node -> new ArrayList<>())
                    .add(new Branch(edge.path("kind").asString(), down ? downstream : upstream));
        });
        branches.values().forEach(below -> below.sort(Branch.ORDER));
    }

    /** The tree from {@code start}. */
    public List<String> lines(String start) {
        List<String> lines = new ArrayList<>();
        lines.add(named(start));
        shown.add(start);
        below(start, "", lines);
        return lines;
    }

    private void below(String node, String indent, List<String> lines) {
        List<Branch> below = branches.getOrDefault(node, List.of());
        for (int i = 0; i < below.size(); i++) {
            boolean last = i == below.size() - 1;
            Branch branch = below.get(i);
            boolean first = shown.add(branch.node());
            boolean more = !first && branches.containsKey(branch.node());
            lines.add(indent + (last ? "└─ " : "├─ ") + branch.kind() + "  " + named(branch.node())
                    + (more ? "  (as above)" : ""));
            if (first) {
                below(branch.node(), indent + (last ? "   " : "│  "), lines);
            }
        }
    }

    private String named(String id) {
        JsonNode node = nodes.get(id);
        String facts = SHOWN.stream()
                .map(fact -> node.path("facts").path(fact).asString(""))
                .filter(fact -> !fact.isEmpty())
                .collect(Collectors.joining(", "));
        return Stream.of(id, facts, reference(node))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("  "));
    }

    /** Data, code and experiments are only ever named by those who used them. */
    private static String reference(JsonNode node) {
        boolean missing = Set.of("version", "promotion", "deployment", "target")
                        .contains(node.path("type").asString())
                && !node.path("recorded").asBoolean();
        return missing ? "(referenced, not recorded)" : "";
    }
}
