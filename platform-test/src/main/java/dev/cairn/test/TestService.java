package dev.cairn.test;

import dev.cairn.kafka.KafkaRights;
import dev.cairn.kafka.TopicLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * What a whole service has to be told to run in a test: a database of its own, the shared broker with the log's topics, a
 * write-once directory, a free port, and trust in {@link TestTokens}. One context of a service in each JVM: its topics are
 * shared.
 */
public final class TestService {

    private TestService() {}

    /**
     * @param service {@code registry} or {@code audit}
     * @param artifacts the write-once directory
     */
    public static Map<String, Object> springProperties(String service, Path artifacts) {
        Map<String, Object> properties =
                new HashMap<>(TestServers.database(service).springProperties());
        properties.putAll(TestTokens.springProperties());
        properties.put("server.port", "0");
        properties.put("spring.kafka.bootstrap-servers", topicsMade());
        properties.put("cairn.relay.allow-unguarded-topics", "true");
        properties.put("cairn.write-once.kind", "directory");
        properties.put("cairn.write-once.directory", artifacts.toString());
        return properties;
    }

    /** An empty directory that goes with this JVM. */
    public static Path temporaryDirectory(String purpose) {
        try {
            return Files.createTempDirectory("cairn-test-" + purpose + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String topicsMade() {
        String servers = TestServers.kafka().bootstrapServers();
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            KafkaRights.establishTopics(admin, TopicLayout.ALONE);
            return servers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The log's topics cannot be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the log's topics were made", e);
        }
    }
}
