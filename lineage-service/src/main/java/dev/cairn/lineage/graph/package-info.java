/** Nodes and edges, the order of whose arrival does not matter, and the ways through them. */
@NullMarked
package dev.cairn.lineage.graph;

import org.jspecify.annotations.NullMarked;
