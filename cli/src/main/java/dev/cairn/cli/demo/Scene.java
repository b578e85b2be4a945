package dev.cairn.cli.demo;

import dev.cairn.cli.audit.KnownLogs;
import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.remote.UserDirectory;
import dev.cairn.cli.standalone.StandaloneProcess;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Where the story is told, and what things are called there.
 *
 * @param home the checkout that the model is said to come from
 * @param knownLogs where it is remembered what the log showed, see {@link KnownLogs}
 */
record Scene(Endpoints endpoints, Path home, Path knownLogs, String model, String target) {

    static Scene on(StandaloneProcess standalone) {
        return new Scene(
                Endpoints.standalone(standalone.portOffset()),
                standalone.home(),
                standalone.data().resolve("known-logs.json"),
                "penguins",
                "research-station");
    }

    /** Among what others have there, and what an earlier telling left: with names that nobody else gives. */
    static Scene among(Endpoints others, Path home) {
        String telling = "-" + UUID.randomUUID().toString().substring(0, 8);
        return new Scene(
                others,
                home,
                UserDirectory.resolve("known-logs.json"),
                "penguins" + telling,
                "research-station" + telling);
    }
}
