package dev.cairn.lineage.graph;

import java.util.List;

/**
 * Where a version came from, and where it went.
 *
 * @param missing what its record does not say, of {@code data}, {@code code} and {@code experiment}; empty when its lineage is
 *     complete
 */
record Provenance(String version, List<String> missing, Graph graph) {}
