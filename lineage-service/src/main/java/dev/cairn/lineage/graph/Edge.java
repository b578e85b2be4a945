package dev.cairn.lineage.graph;

/** {@code downstream <kind> upstream}, for example {@code version:fraud/1.2.0 used data:payments@2026-09}. */
record Edge(String upstream, EdgeKind kind, String downstream) {}
