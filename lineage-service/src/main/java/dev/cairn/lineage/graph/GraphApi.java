package dev.cairn.lineage.graph;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;

import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The graph over HTTP. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class GraphApi {

    private static final int LONGEST_NODE = 2_048;

    private final Traversal traversal;
    private final Provenances provenances;

    GraphApi(Traversal traversal, Provenances provenances) {
        this.traversal = traversal;
        this.provenances = provenances;
    }

    /**
     * What a node came from, what came from it, or both.
     *
     * @param node for example {@code version:fraud/1.2.0}, {@code deployment:<id>} or {@code data:payments@2026-09}
     * @param depth how many edges to follow, from 1 to 100
     */
    @GetMapping("/graph")
    Graph graph(
            Caller caller,
            @RequestParam String node,
            @RequestParam(defaultValue = "BOTH") Direction direction,
            @RequestParam(defaultValue = "20") int depth) {
        if (depth < 1 || depth > 100) {
            throw new Refused(REQUEST_MALFORMED, "depth is a number from 1 to 100");
        }
        return traversal.from(caller, named("node", node), direction, depth);
    }

    /** Every way from one node down to another; no edges where there is none. */
    @GetMapping("/paths")
    Graph paths(Caller caller, @RequestParam String from, @RequestParam String to) {
        return traversal.between(caller, named("from", from), named("to", to));
    }

    /** From a version back to its data and code, and on to its promotions and deployments; with what is missing. */
    @GetMapping("/provenance/{model}/{ref}")
    Provenance provenance(Caller caller, @PathVariable ModelName model, @PathVariable Label ref) {
        return provenances.of(caller, new VersionId(model, ref));
    }

    private static String named(String parameter, String node) {
        if (node.length() > LONGEST_NODE || !node.matches("[a-z]+:.+")) {
            throw new Refused(
                    REQUEST_MALFORMED,
                    parameter + " is written <type>:<name>, for example version:fraud/1.2.0, in at most " + LONGEST_NODE
                            + " characters");
        }
        return node;
    }
}
