package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

class FormTest {

    private static final List<JsonNode> RUNS = List.of(
            EventCodec.json().readTree("{\"id\": \"a1\", \"target\": \"payments\"}"),
            EventCodec.json().readTree("{\"id\": \"b2\"}"));

    private final StringWriter printed = new StringWriter();

    @Command(name = "runs")
    static final class Runs implements Runnable {

        @Mixin
        private Form form;

        private final PrintWriter out;

        private Runs(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void run() {
            form.print(out, Listing.by("id").column("ID", "id").column("TARGET", "target"), RUNS);
        }
    }

    private int runs(String... arguments) {
        return new CommandLine(new Runs(new PrintWriter(printed, true)))
                .setErr(new PrintWriter(printed, true))
                .execute(arguments);
    }

    @Test
    void peopleReadATable() {
        runs();

        assertThat(printed.toString().lines()).containsExactly("ID  TARGET", "a1  payments", "b2");
    }

    @Test
    void theNextCommandTakesOneIdALine() {
        runs("-q");

        assertThat(printed.toString().lines()).containsExactly("a1", "b2");
    }

    @Test
    void programsReadWhatTheServiceAnswered() {
        runs("--json");

        assertThat(EventCodec.json().readTree(printed.toString()).valueStream()).containsExactlyElementsOf(RUNS);
    }

    @Test
    void oneOfThemIsEnough() {
        assertThat(runs("-q", "--json")).isEqualTo(2);
        assertThat(printed.toString()).contains("mutually exclusive");
    }
}
