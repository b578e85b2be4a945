package dev.cairn.cli.lineage;

import dev.cairn.cli.registry.VersionReference;
import dev.cairn.cli.remote.Api;
import java.io.PrintWriter;
import java.util.regex.Pattern;
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
        sortOptions = false,
        description = {
            "Shows what a version or deployment came from, or with --down what came from it.",
            "Above a version are its data, code, experiment and parents; below are children, promotions and deployments."
        })
public final class LineageCommand implements Runnable {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Parameters(
            paramLabel = "NODE",
            description =
                    "A version as MODEL/VERSION, a deployment or promotion by its id, or any node as docs/lineage.md writes it, such as data:NAME@VERSION.")
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
        String start = start();
        JsonNode graph = graph(start);
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

    /** The node as lineage names it. */
    private String start() {
        if (node.matches("[a-z]+:.*")) {
            return node;
        }
        if (ID.matcher(node).matches()) {
            return (isDeployment() ? "deployment:" : "promotion:") + node;
        }
        var version = new VersionReference(node);
        return "version:" + version.model() + "/"
                + Api.registry().get(version.path()).path("label").asString();
    }

    private boolean isDeployment() {
        return Api.deployment().exists("/api/v1/deployments/" + node);
    }

    private JsonNode graph(String start) {
        String direction = down ? "DOWNSTREAM" : "UPSTREAM";
        return Api.lineage()
                .get("/api/v1/graph?node=" + Api.escaped(start) + "&direction=" + direction + "&depth=" + depth);
    }

    private static String gap(JsonNode gap) {
        return switch (gap.asString()) {
            case "DEPTH" -> "there is more behind --depth";
            case "HIDDEN" -> "something belongs to a model that you may not see";
            default -> "one answer has no more nodes";
        };
    }
}
