package dev.cairn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(Page.folded("  two  columns")).containsExactly("  two  columns");
        assertThat(Page.folded("x".repeat(Page.WIDTH))).hasSize(1);
        assertThat(Page.folded("")).containsExactly("");
    }

    @Test
    void whatDoesNotFitGoesOnBelowAndIndented() {
        List<String> lines = Page.folded(
                "  penguins/1.0.0 of research-station  accuracy 0.7246  " + DIGEST + " as said" + " word".repeat(30));

        assertThat(lines.get(0)).isEqualTo("  penguins/1.0.0 of research-station  accuracy 0.7246");
        assertThat(lines.get(1)).startsWith("    " + DIGEST + " as said word");
        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Page.WIDTH));
        assertThat(lines.subList(1, 4)).allSatisfy(line -> assertThat(line).matches(" {4}\\S.*\\S"));
    }

    @Test
    void aLineOfExactlyThePagesWidthIsFilled() {
        String full = "ab ".repeat(33) + "c";

        assertThat(Page.folded(full + " d")).containsExactly(full, "  d");
    }

    @Test
    void noWordIsBroken() {
        String path = "/" + "long".repeat(40);

        assertThat(Page.folded(path)).containsExactly(path);
        assertThat(Page.folded("  " + path + " is there")).containsExactly("  " + path, "    is there");
        assertThat(Page.folded("  there is " + path)).containsExactly("  there is", "    " + path);
    }

    @Test
    void whatIsThereToBePastedStaysOneLine() {
        String command = "    ./cairn admission " + "word ".repeat(30).strip();

        assertThat(Page.folded(command)).containsExactly(command);
    }

    @Test
    void aPageIsWrittenAsItComes() {
        var printed = new StringWriter();
        PrintWriter page = Page.on(printed);

        page.print("one ");
        page.println("line");
        page.printf("%s%n%n", "word ".repeat(30));
        page.flush();

        assertThat(printed.toString().lines())
                .containsExactly(
                        "one line",
                        "word ".repeat(20).strip(),
                        "  " + "word ".repeat(10).strip(),
                        "");
    }
}
