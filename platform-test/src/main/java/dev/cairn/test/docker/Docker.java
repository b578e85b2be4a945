package dev.cairn.test.docker;

import dev.cairn.embedded.KafkaServer;
import dev.cairn.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Docker as a place for the servers of tests. */
public final class Docker {

    private static final Sockets SOCKETS = new Sockets(System.getenv(), Path.of("/"));
    private static final Setback SETBACK = new Setback(
            Path.of(System.getProperty("java.io.tmpdir"), "cairn-docker-setback-" + System.getProperty("user.name")),
            Clock.systemUTC());

    private Docker() {}

    /**
     * Why the servers cannot be had from it; empty where they can. Without an engine it costs nothing to ask; where one
     * answers, images that are missing are pulled, and a failure counts for an hour.
     *
     * @param afresh whether to try again within that hour
     */
    public static Optional<String> lack(boolean afresh) {
        if (!SOCKETS.listening()) {
            return Optional.of("no Docker engine listens here");
        }
        if (afresh) {
            SETBACK.forget();
        }
        Optional<String> known = SETBACK.recent();
        if (known.isPresent()) {
            return known.map(what -> what + " (tried within the last hour)");
        }
        Optional<String> lack = Engine.lack();
        lack.ifPresent(SETBACK::remember);
        return lack;
    }

    public static PostgresServer postgres() {
        return started(Containers::postgres);
    }

    public static KafkaServer kafka() {
        return started(Containers::kafka);
    }

    private static <T> T started(Supplier<T> container) {
        try {
            return container.get();
        } catch (RuntimeException e) {
            SETBACK.remember(String.valueOf(e.getMessage()));
            throw e;
        }
    }
}
