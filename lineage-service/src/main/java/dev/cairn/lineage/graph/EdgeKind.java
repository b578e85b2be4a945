package dev.cairn.lineage.graph;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the downstream end of an edge depends on its upstream end: {@code downstream <kind> upstream}. */
enum EdgeKind {
    /** A version on data that it was made or measured with. */
    USED,
    /** A version on the commit of its training code. */
    BUILT_FROM,
    /** A version on the experiment that it came out of. */
    PRODUCED_IN,
    /** A version on the version that it was made from. */
    DERIVED_FROM,
    /** A promotion on its version. */
    PROMOTES,
    /** A deployment on its version. */
    RUNS,
    /** A deployment on the promotion that allowed it. */
    ALLOWED_BY,
    /** A target on a deployment there. */
    HOSTS;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static EdgeKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
