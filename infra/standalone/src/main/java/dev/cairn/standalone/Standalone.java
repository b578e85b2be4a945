package dev.cairn.standalone;

import dev.cairn.standalone.DataDirectory.CannotStart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * All of Cairn in one process: {@code Standalone --data DIR [--port-offset N]}. PostgreSQL and Kafka start side by side, then
 * the issuer and the services; when all are ready, the file {@code ready} stands in the data directory.
 */
public final class Standalone implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Standalone.class);

    private final Parts parts = new Parts();

    /** Completed with a sentence when Cairn cannot go on. */
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private Standalone() {}

    public static void main(String[] arguments) throws Exception {
        // Each Boot context would set up logging again and take the others' away.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Map<String, String> options = options(arguments);
        var standalone = new Standalone();
        // From the first moment on: a start that is broken off leaves nothing running either
        Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "stop"));
        try {
            standalone.begin(
                    Path.of(options.getOrDefault("--data", ".cairn/data")).toAbsolutePath(),
                    Integer.parseInt(options.getOrDefault("--port-offset", "0")));
        } catch (CannotStart e) {
            end("Cairn cannot start: " + e.getMessage());
        } catch (RuntimeException e) {
            log.error("Cairn cannot start", e);
            end("Cairn cannot start: " + Causes.sentence(e));
        }
        end("Cairn ends: " + standalone.failure.get()
                + "; what was answered is safe. Look at postgres/postgres.log in the data directory, then start again");
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static void end(String sentence) {
        System.out.println(sentence);
        System.exit(1);
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @throws CannotStart when the directory or a port is taken, or a part does not start; nothing is left running
     */
    public static Standalone start(Path directory, int portOffset) {
        var standalone = new Standalone();
        try {
            standalone.begin(directory, portOffset);
            return standalone;
        } catch (RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    private void begin(Path directory, int portOffset) {
        Instant begun = Instant.now();
        Foundation foundation = Foundation.lay(directory, portOffset, parts, failure::complete);
        parts.add(Services.start(foundation));
        Ports ports = foundation.ports();
        foundation.data().ready(ports);
        log.info(
                "Cairn is ready after {} ms: registry http://127.0.0.1:{}, audit http://127.0.0.1:{}",
                Duration.between(begun, Instant.now()).toMillis(),
                ports.of(Service.REGISTRY),
                ports.of(Service.AUDIT));
    }

    /** Stops what runs, in the reverse order of its start; the data stays. */
    @Override
    public void close() {
        parts.close();
    }
}
