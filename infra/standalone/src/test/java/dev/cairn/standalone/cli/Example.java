package dev.cairn.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command as documentation shows it, with what it prints. A line {@code …} stands for any lines; times, digests,
 * identifiers and numbers may be others, and so may the widths of columns.
 */
record Example(String command, List<String> expected) {

    private static final String ANY = "…";

    /** What differs from run to run; what may hold another kind comes before it. */
    private static final List<Pattern> CHANGING = Stream.of(
                    "(/[\\w.-]+)+/\\.cairn\\b",
                    "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z",
                    "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                    "[A-Za-z0-9+/]{43}=",
                    "\\b[0-9a-f]{7,64}\\b",
                    "\\d+(\\.\\d+)?")
            .map(Pattern::compile)
            .toList();

    /**
     * Runs all that is fenced as {@code console}, each block in a shell of its own.
     *
     * @return the page, with what was printed where that is not what the page shows
     */
    static String run(String page, Shell shell) {
        var printed = new StringBuilder();
        List<String> block = null;
        for (String line : page.split("\n")) {
            if (line.equals("```") && block != null) {
                examples(block, shell).forEach(printed::append);
                block = null;
            }
            if (block != null) {
                block.add(line);
                continue;
            }
            printed.append(line).append("\n");
            if (line.equals("```console")) {
                block = new ArrayList<>();
            }
        }
        return printed.toString();
    }

    private static List<String> examples(List<String> block, Shell shell) {
        List<Example> examples = examples(block);
        List<Shell.Result> results =
                shell.run(examples.stream().map(Example::command).toList());
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            List<String> lines = results.get(i).lines();
            shown.add("$ " + example.command.replace("\n", "\n> ") + "\n");
            (example.matches(lines) ? example.expected : lines).forEach(line -> shown.add(line + "\n"));
        }
        return shown;
    }

    private static List<Example> examples(List<String> block) {
        List<Example> examples = new ArrayList<>();
        for (String line : block) {
            if (line.startsWith("$ ")) {
                examples.add(new Example(line.substring(2), new ArrayList<>()));
            } else if (line.startsWith("> ")
                    && examples.get(examples.size() - 1).expected.isEmpty()) {
                Example begun = examples.remove(examples.size() - 1);
                examples.add(new Example(begun.command + "\n" + line.substring(2), new ArrayList<>()));
            } else {
                examples.get(examples.size() - 1).expected.add(line);
            }
        }
        return examples;
    }

    private boolean matches(List<String> printed) {
        var pattern = new StringBuilder();
        for (String line : expected) {
            pattern.append(line.strip().equals(ANY) ? "(?s:.*)" : Pattern.quote(shape(line)) + "\n");
        }
        String all = printed.stream().map(line -> shape(line) + "\n").reduce("", String::concat);
        return Pattern.matches(pattern.toString(), all);
    }

    /** A line without what changes. */
    private static String shape(String line) {
        String shape = line.strip();
        for (Pattern changing : CHANGING) {
            shape = changing.matcher(shape).replaceAll("#");
        }
        return shape.replaceAll("\\s+", " ");
    }
}
