package dev.cairn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.standalone.StandaloneProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NextStepsTest {

    private static final String EXPORT = "    export CAIRN_PORT_OFFSET=";

    private static String printed(int offset, Map<String, String> environment) {
        var out = new StringWriter();
        new NextSteps("penguins", "abc", "123", "0123456789abcdef")
                .print(
                        new PrintWriter(out, true),
                        new StandaloneProcess(Path.of("/cairn"), Path.of("/cairn/.cairn/data"), offset),
                        environment);
        return out.toString();
    }

    @Test
    void whatIsOfferedNamesThePortsForAnyShell() {
        assertThat(printed(3000, Map.of("CAIRN_PORT_OFFSET", "3000")))
                .contains(EXPORT + "3000\n    ./cairn login --user ada");
        assertThat(printed(3000, Map.of())).contains(EXPORT + "3000\n");
        assertThat(printed(0, Map.of("CAIRN_PORT_OFFSET", "3000"))).contains(EXPORT + "0\n");
    }

    @Test
    void theUsualPortsNeedNoWord() {
        assertThat(printed(0, Map.of())).doesNotContain("CAIRN_PORT_OFFSET");
        assertThat(printed(0, Map.of("CAIRN_PORT_OFFSET", "0"))).doesNotContain("CAIRN_PORT_OFFSET");
    }
}
