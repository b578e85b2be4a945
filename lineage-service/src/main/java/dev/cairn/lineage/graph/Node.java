package dev.cairn.lineage.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that a version came from, or that came from one.
 *
 * @param id {@code <type>:<name>}, see docs/lineage.md
 * @param model whose it is; absent where it belongs to none
 * @param recorded whether an event records it; otherwise it is only named by others
 * @param facts what is known about it now
 */
record Node(String id, NodeType type, @Nullable String model, boolean recorded, Map<String, JsonNode> facts) {}
