package dev.cairn.cli.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A log as a picture: a column for each entry, the oldest at the left. Where there are more entries than columns, a column
 * stands for several. No line is longer than 100 characters.
 */
public final class LogPicture {

    /** What marks the entry that is proved, in a row of entries too. */
    public static final char PROVED = '◆';

    private static final int LABEL = 18;
    private static final int COLUMNS = 80;
    private static final int STEP = 10;
    private static final int SHORT_HASH = 8;

    private final long size;
    private final long perColumn;

    /** @param size of the tree; at least 1 */
    public LogPicture(long size) {
        this.size = size;
        this.perColumn = (size + COLUMNS - 1) / COLUMNS;
    }

    /** An entry as it is drawn into the row of that name, as a rule the service that it came from. */
    public record Mark(long index, String row, char sign) {}

    /** A ruler, and a row for each name, in the order in which the names come; a later mark covers an earlier one. */
    public List<String> entries(List<Mark> marks) {
        Map<String, char[]> rows = new LinkedHashMap<>();
        for (Mark mark : marks) {
            rows.computeIfAbsent(mark.row(), row -> filled(0, size, '·'))[column(mark.index())] = mark.sign();
        }
        List<String> lines = new ArrayList<>();
        lines.add(ruler());
        rows.forEach((name, row) -> lines.add(line(name, row)));
        return lines;
    }

    /** What a checkpoint covers: the entries before {@code covered}. */
    public String checkpoint(String label, long covered) {
        char[] row = filled(0, covered, '─');
        row[column(covered - 1)] = '┤';
        row[0] = covered == 1 ? '│' : '├';
        return line(label, row);
    }

    /**
     * The proof's way from the entry to the root: each row adds the hash that its label shows, and stands for the entries
     * below which it is drawn.
     */
    public List<String> way(Proven proven) {
        List<String> lines = new ArrayList<>();
        lines.add(ruler());
        lines.add(step("entry " + proven.index(), "", filled(0, 0, ' '), proven));
        long from = proven.index();
        long to = proven.index() + 1;
        for (Sibling sibling : Sibling.of(proven.index(), size, proven.path())) {
            char[] row = filled(from, to, '─');
            fill(row, sibling.from(), sibling.to(), '▒');
            lines.add(step(label(sibling), Base64.getEncoder().encodeToString(sibling.hash()), row, proven));
            from = Math.min(from, sibling.from());
            to = Math.max(to, sibling.to());
        }
        lines.add(step("= root", proven.root(), filled(from, to, '═'), proven));
        return lines;
    }

    /** The entries by number, or how many they are where the numbers are too long. */
    private static String label(Sibling sibling) {
        String numbers = "+ " + sibling.entries();
        return numbers.length() < LABEL - 1 ? numbers : "+ " + (sibling.to() - sibling.from()) + " more";
    }

    private String step(String label, String hash, char[] row, Proven proven) {
        row[column(proven.index())] = PROVED;
        int room = Math.max(0, Math.min(SHORT_HASH, LABEL - 2 - label.length()));
        String shortened = hash.substring(0, Math.min(room, hash.length()));
        return line(label + " ".repeat(Math.max(0, LABEL - 1 - label.length() - shortened.length())) + shortened, row);
    }

    private String ruler() {
        var numbers = new StringBuilder();
        for (int column = 0; column < columns(); column += STEP) {
            numbers.append(" ".repeat(Math.max(0, column - numbers.length()))).append(column * perColumn);
        }
        return line("", numbers.toString().toCharArray());
    }

    private static String line(String label, char[] row) {
        return (label + " ".repeat(Math.max(0, LABEL - label.length())) + new String(row)).stripTrailing();
    }

    private char[] filled(long from, long to, char sign) {
        char[] row = new char[columns()];
        Arrays.fill(row, ' ');
        fill(row, from, to, sign);
        return row;
    }

    private void fill(char[] row, long from, long to, char sign) {
        if (from < to) {
            Arrays.fill(row, column(from), column(to - 1) + 1, sign);
        }
    }

    private int columns() {
        return column(size - 1) + 1;
    }

    private int column(long index) {
        return (int) (index / perColumn);
    }
}
