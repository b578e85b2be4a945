package dev.cairn.kafka;

import dev.cairn.events.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Prepares a Kafka cluster for Cairn: {@code TopicsAndRights FILE}. Users, topics and rights that are missing are made, and
 * transactions that hang since all brokers died at once are ended. It may run again at any time.
 *
 * <p>The file has the settings of a Kafka client that signs in as an administrator ({@code bootstrap.servers},
 * {@code security.protocol}, {@code sasl.…}, {@code ssl.…}), and
 *
 * <pre>
 * cairn.partitions = 12              of each topic, for ever
 * cairn.replicas = 3                 of each partition
 * cairn.password.&lt;service&gt; = …       for each service; without one the user is left as it is, for whoever makes users elsewhere
 * </pre>
 */
public final class TopicsAndRights {

    static final List<String> SERVICES = List.of("registry", "approval", "deployment", "lineage", "audit");

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String OWN = "cairn.";
    private static final String PASSWORD = OWN + "password.";

    private TopicsAndRights() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // Before any logger is made; what goes wrong is told in a sentence
        System.setProperty("logback.configurationFile", "kafka-set-up-logback.xml");
        if (arguments.length != 1) {
            end("Say which file has the settings: TopicsAndRights FILE");
        }
        try {
            establish(read(Path.of(arguments[0])));
        } catch (ExecutionException e) {
            end("Kafka refuses: " + e.getCause().getMessage());
        } catch (KafkaException | IllegalArgumentException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    private static void end(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }

    private static Map<String, String> read(Path file) throws IOException {
        var settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        Map<String, String> read = new TreeMap<>();
        settings.forEach(
                (key, value) -> read.put(key.toString(), value.toString().strip()));
        return read;
    }

    /** @throws TimeoutException when no broker answers within minutes */
    static void establish(Map<String, String> settings) throws ExecutionException, InterruptedException {
        Map<String, String> passwords = new TreeMap<>();
        Map<String, Object> client = new HashMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(PASSWORD)) {
                passwords.put(key.substring(PASSWORD.length()), value);
            } else if (!key.startsWith(OWN)) {
                client.put(key, value);
            }
        });
        requireKnown(settings, passwords);
        var layout = new TopicLayout(
                number(settings, "cairn.partitions", TopicLayout.CLUSTER.partitions()),
                number(settings, "cairn.replicas", TopicLayout.CLUSTER.replicas()));
        try (var admin = Admin.create(client)) {
            awaitBrokers(admin, layout.replicas());
            Users.establish(admin, passwords);
            KafkaRights.establish(admin, layout, SERVICES);
            HangingTransactions.abort(admin, Topics.all(), SERVICES);
        }
        System.out.printf(
                "Kafka is ready for Cairn: %d topics of %d partitions and %d replicas, rights of %s%n",
                Topics.all().size(), layout.partitions(), layout.replicas(), String.join(", ", SERVICES));
    }

    /** A misspelt key would leave a service without the password that it was meant to have. */
    private static void requireKnown(Map<String, String> settings, Map<String, String> passwords) {
        List<String> unknown = new ArrayList<>(settings.keySet().stream()
                .filter(key -> key.startsWith(OWN) && !key.startsWith(PASSWORD))
                .filter(key -> !List.of("cairn.partitions", "cairn.replicas").contains(key))
                .toList());
        passwords.keySet().stream()
                .filter(service -> !SERVICES.contains(service))
                .forEach(service -> unknown.add(PASSWORD + service));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The settings have " + String.join(", ", unknown)
                    + ", which is none: there are cairn.partitions, cairn.replicas and cairn.password. of " + SERVICES);
        }
    }

    private static int number(Map<String, String> settings, String key, int otherwise) {
        String text = settings.getOrDefault(key, Integer.toString(otherwise));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is '" + text + "', and that is no number", e);
        }
    }

    /** As many as there will be replicas; a topic could not be made with fewer. */
    private static void awaitBrokers(Admin admin, int replicas) throws ExecutionException, InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        int present = 0;
        while (present < replicas) {
            if (Instant.now().isAfter(limit)) {
                throw new TimeoutException(
                        "After " + PATIENCE.toMinutes() + " minutes " + present + " of the " + replicas
                                + " brokers answer that each partition is to lie on; start the others, or set cairn.replicas");
            }
            present = brokers(admin);
            Thread.sleep(present < replicas ? PAUSE.toMillis() : 0);
        }
    }

    private static int brokers(Admin admin) throws ExecutionException, InterruptedException {
        try {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                System.err.println("No broker answers yet: " + e.getCause().getMessage());
                return 0;
            }
            throw e;
        }
    }
}
