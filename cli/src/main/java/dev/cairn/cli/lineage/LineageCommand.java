package dev.cairn.cli.lineage;

import dev.cairn.cli.remote.Api;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows what something came from, or what came from it. */
@Command(
        name = "lineage",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what a version came from: data, code, experiment and parents; with --down what came from it:",
            "children, promotions and deployments."
        })
public final class LineageCommand implements Runnable {

    @Parameters(
            paramLabel = "NODE",
            description =
                    "A version as MODEL/LABEL, or any node as docs/lineage.md writes it, such as data:NAME@VERSION.")
    private String node;

    @Option(names = "--down", description = "What came from it, instead of what it came from.")
    private boolean down;

    @Option(names = "--depth", paramLabel = "N", defaultValue = "20", description = "How many steps; 20 when absent.")
    private int depth;

    @Option(names = "--json", description = "Print what the lineage service answers.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        String start = node.matches("[a-z]+:.*") ? node : "version:" + node;
        JsonNode graph = Api.lineage()
                .get("/api/v1/graph?node=" + Api.escaped(start) + "&direction=" + (down ? "DOWNSTREAM" : "UPSTREAM")
                        + "&depth=" + depth);
        if (json) {
            out.println(graph.toPrettyString());
            return;
        }
        new LineageTree(graph, down).lines(start).forEach(out::println);
        String partial =
                graph.path("partial").valueStream().map(LineageCommand::gap).collect(Collectors.joining("; "));
        if (!partial.isEmpty()) {
            out.println();
            out.println("This is not all: " + partial + ".");
        }
    }

    private static String gap(JsonNode gap) {
        return switch (gap.asString()) {
            case "DEPTH" -> "there is more behind --depth";
            case "HIDDEN" -> "something belongs to a model that you may not see";
            default -> "one answer has no more nodes";
        };
    }
}
