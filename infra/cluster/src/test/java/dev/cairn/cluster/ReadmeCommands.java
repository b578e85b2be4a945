package dev.cairn.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.Cairn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands of this module's README, run as a reader runs them. */
final class ReadmeCommands {

    private static final String COMMAND = "./cairn ";

    private final List<String> place;
    private final List<String> commands;

    ReadmeCommands(Path data, int portOffset) throws IOException {
        this.place = List.of("--data", data.toString(), "--port-offset", Integer.toString(portOffset));
        this.commands = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith(COMMAND))
                .map(line -> line.replaceFirst("#.*", "").strip())
                .toList();
    }

    void run() {
        for (String command : commands) {
            List<String> words =
                    new ArrayList<>(List.of(command.substring(COMMAND.length()).split(" +")));
            words.addAll(2, place);
            assertThat(Cairn.commandLine().execute(words.toArray(String[]::new)))
                    .as(command)
                    .isZero();
        }
    }
}
