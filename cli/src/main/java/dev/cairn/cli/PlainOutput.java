package dev.cairn.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Map;

/**
 * Output to where not every character can be shown: lines, marks and dashes become such as every terminal has, one for one, so
 * that a picture keeps its shape.
 */
final class PlainOutput extends FilterWriter {

    private static final Map<Character, Character> PLAIN = Map.ofEntries(
            Map.entry('─', '-'),
            Map.entry('│', '|'),
            Map.entry('├', '|'),
            Map.entry('┤', '|'),
            Map.entry('└', '`'),
            Map.entry('═', '='),
            Map.entry('█', '#'),
            Map.entry('░', 'o'),
            Map.entry('▒', '+'),
            Map.entry('·', '.'),
            Map.entry('◆', '@'),
            Map.entry('–', '-'),
            Map.entry('…', '.'));

    private final CharsetEncoder encoder;

    /** @param charset what {@code out} is written in */
    PlainOutput(Writer out, Charset charset) {
        super(out);
        this.encoder = charset.newEncoder();
    }

    /**
     * What prints on {@code stream} in the charset that its terminal has, or the system where it is none.
     *
     * @param terminal the property in which Java tells the terminal's charset
     */
    static PrintWriter on(PrintStream stream, String terminal) {
        String named = System.getProperty(terminal);
        Charset charset = named == null ? Charset.defaultCharset() : Charset.forName(named);
        var writer = new OutputStreamWriter(stream, charset);
        return new PrintWriter(charset.name().startsWith("UTF-") ? writer : new PlainOutput(writer, charset), true);
    }

    @Override
    public void write(int character) throws IOException {
        char one = (char) character;
        out.write(encoder.canEncode(one) ? one : PLAIN.getOrDefault(one, '?'));
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(characters[i]);
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.toCharArray(), offset, length);
    }
}
