package dev.cairn.cli.demo;

import java.io.PrintWriter;

/** The demo's headings. */
final class Chapter {

    private Chapter() {}

    static void begin(PrintWriter out, String heading) {
        out.printf("%n%s%n%s%n", heading, "─".repeat(heading.length()));
        out.flush();
    }
}
