package dev.cairn.cli;

import dev.cairn.events.EventCodec;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How a command prints what a service answered: for people, as it came, or only what the next command needs of it. */
public final class Form {

    @ArgGroup
    private @Nullable Choice choice;

    private static final class Choice {
        @Option(names = "--json", required = true, description = "Print what the service answers.")
        private boolean json;

        @Option(
                names = {"-q", "--quiet"},
                required = true,
                description = "Print only the id, as the next command takes it.")
        private boolean quiet;
    }

    /**
     * @param id of the answer
     * @param page what people read
     */
    public void print(PrintWriter out, JsonNode answer, String id, Consumer<PrintWriter> page) {
        if (choice == null) {
            page.accept(out);
        } else {
            out.println(choice.json ? answer.toPrettyString() : id);
        }
    }

    /** Prints a list. */
    public void print(PrintWriter out, Listing listing, Iterable<JsonNode> items) {
        if (choice == null) {
            listing.table(items).print(out);
        } else if (choice.json) {
            var all = EventCodec.json().createArrayNode();
            items.forEach(all::add);
            out.println(all.toPrettyString());
        } else {
            items.forEach(item -> out.println(listing.id(item)));
        }
    }

    /** Whether a program reads the output, so that nothing else may stand there. */
    public boolean forPrograms() {
        return choice != null;
    }
}
