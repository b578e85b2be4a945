package dev.cairn.standalone.killing.load;

import dev.cairn.cli.remote.Endpoints;
import java.time.Duration;
import java.util.List;

/**
 * How callers reach the services.
 *
 * @param instances of all of them, one or several
 * @param patience with an instance that does not answer
 * @param witness of every request
 */
public record Reach(List<Endpoints> instances, Duration patience, Witness witness) {

    /** Sees what became of each request; told from many threads. */
    @FunctionalInterface
    public interface Witness {
        /**
         * @param begun as {@link System#nanoTime} counts
         * @param status of the answer, 0 without one
         */
        void saw(String service, String method, long begun, int status);
    }

    /** Where there is one instance of each. */
    public static Reach alone(Endpoints only) {
        return new Reach(List.of(only), Duration.ofSeconds(60), (service, method, begun, status) -> {});
    }
}
