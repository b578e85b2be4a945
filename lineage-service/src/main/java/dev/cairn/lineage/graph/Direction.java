package dev.cairn.lineage.graph;

/** Which way to follow edges. */
enum Direction {
    /** To what it came from. */
    UPSTREAM,
    /** To what came from it. */
    DOWNSTREAM,
    BOTH;

    boolean up() {
        return this != DOWNSTREAM;
    }

    boolean down() {
        return this != UPSTREAM;
    }
}
