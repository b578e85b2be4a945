package dev.cairn.cluster.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of docs/backup.md, each block under the name that its first line gives it. */
public final class Page {

    private static final Path FILE = Path.of("../../docs/backup.md");

    private final Path place;
    private final Map<String, String> environment;

    /** @param place where the commands are run; their output stays there */
    public Page(Path place, Map<String, String> environment) {
        this.place = place;
        this.environment = environment;
    }

    /** @throws AssertionError when the page has no such block, or one of its commands fails */
    public void run(String block) throws IOException {
        Path script = Files.writeString(place.resolve(block + ".sh"), "set -eu\n" + commands(block));
        Path output = place.resolve(block + ".log");
        var builder = new ProcessBuilder("bash", script.toString())
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        int exit = builder.start().onExit().join().exitValue();
        assertThat(exit).as("%s says: %s", block, Files.readString(output)).isZero();
    }

    private static String commands(String block) throws IOException {
        Matcher matcher = Pattern.compile(" *```bash\n *# " + block + "\n(.*?)\n *```", Pattern.DOTALL)
                .matcher(Files.readString(FILE));
        assertThat(matcher.find()).as("docs/backup.md has a block %s", block).isTrue();
        return matcher.group(1) + "\n";
    }
}
