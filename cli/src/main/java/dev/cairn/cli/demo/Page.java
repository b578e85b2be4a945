package dev.cairn.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Output no wider than 100 columns: what does not fit goes on below, indented. No word is broken, so a digest or a path can
 * be wider, and what begins with four blanks stays one line: it is there to be pasted.
 */
final class Page extends Writer {

    static final int WIDTH = 100;

    private static final String PASTED = "    ";
    private static final String DEEPER = "  ";

    private final Writer out;
    private final StringBuilder line = new StringBuilder();

    private Page(Writer out) {
        this.out = out;
    }

    static PrintWriter on(Writer out) {
        return new PrintWriter(new Page(out));
    }

    static List<String> folded(String line) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        int end = line.startsWith(PASTED) ? -1 : end(rest);
        while (end > 0) {
            lines.add(rest.substring(0, end).stripTrailing());
            rest = indent + DEEPER + rest.substring(end).strip();
            end = end(rest);
        }
        lines.add(rest);
        return lines;
    }

    /** Behind the last word that fits, or behind the first where even that does not; -1 where nothing is left to go below. */
    private static int end(String line) {
        if (line.length() <= WIDTH) {
            return -1;
        }
        int begun = line.length() - line.stripLeading().length();
        int last = line.lastIndexOf(' ', WIDTH);
        return last > begun ? last : line.indexOf(' ', begun);
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            line.append(characters[i]);
            if (characters[i] == '\n') {
                out.write(String.join(
                        System.lineSeparator(), folded(line.toString().stripTrailing())));
                out.write(System.lineSeparator());
                line.setLength(0);
            }
        }
    }

    /** A line that is not complete waits for its end. */
    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.write(line.toString());
        out.close();
    }
}
