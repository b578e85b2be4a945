package dev.cairn.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.Cairn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documentation that shows commands is run, and what it shows is compared with what they print;
 * {@code -Dcairn.write=true} writes what they print.
 */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern COMMAND = Pattern.compile("(?:^\\s*|`)(?:\\./)?cairn ([a-z][a-z-]*)");

    @TempDir
    private Path directory;

    @Test
    void everyExampleOfThePagePrintsWhatThePageShows() throws IOException {
        Path page = ROOT.resolve("docs/cli.md");
        Shell shell = Shell.idle(directory);
        try {
            String printed = Example.run(Files.readString(page), shell);
            if (Boolean.getBoolean("cairn.write")) {
                Files.writeString(page, printed);
            }
            assertThat(printed).isEqualTo(Files.readString(page)).contains("$ ./cairn verify");
        } finally {
            shell.standalone().stop();
        }
    }

    @Test
    void everyCommandThatAPageNamesExists() throws IOException {
        var unknown = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path page :
                    (Iterable<Path>) files.filter(file -> file.toString().endsWith(".md"))
                            .filter(file -> !file.toString().contains("/target/"))::iterator) {
                Matcher named = COMMAND.matcher(Files.readString(page));
                while (named.find()) {
                    if (!Cairn.commandLine().getSubcommands().containsKey(named.group(1))) {
                        unknown.add(page + ": " + named.group().strip());
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
    }
}
