package dev.cairn.lineage.graph;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.cairn.events.manifest.CodeReference;
import dev.cairn.events.manifest.DataReference;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import java.util.Locale;
import java.util.UUID;

/** What a node stands for. A node is written {@code <type>:<name>}; docs/lineage.md lists the names. */
enum NodeType {
    DATA,
    CODE,
    EXPERIMENT,
    /** A model from outside the registry, by address and digest. */
    OUTSIDE,
    VERSION,
    PROMOTION,
    DEPLOYMENT,
    TARGET;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of a node that is written so. */
    static NodeType of(String node) {
        return valueOf(node.substring(0, node.indexOf(':')).toUpperCase(Locale.ROOT));
    }

    /** Whether it tells of a version's use, not of what one was made from. */
    boolean inUse() {
        return this == PROMOTION || this == DEPLOYMENT || this == TARGET;
    }

    private String node(Object name) {
        return text() + ":" + name;
    }

    static String data(DataReference data) {
        return DATA.node(data.name() + "@" + data.version());
    }

    static String code(CodeReference code) {
        return CODE.node(code.repository() + "@" + code.commit());
    }

    static String experiment(String name) {
        return EXPERIMENT.node(name);
    }

    static String outside(String uri, Object digest) {
        return OUTSIDE.node(uri + "@" + digest);
    }

    static String version(VersionId version) {
        return VERSION.node(version);
    }

    static String promotion(UUID id) {
        return PROMOTION.node(id);
    }

    static String deployment(UUID id) {
        return DEPLOYMENT.node(id);
    }

    static String target(TargetName name) {
        return TARGET.node(name);
    }
}
