package dev.cairn.cluster;

import dev.cairn.embedded.KafkaServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A node of the Kafka cluster, broker and controller in one. People and services sign in by SASL/SCRAM, which the brokers look up
 * in the metadata; the controllers, who keep these, know each other by a password in their settings. Settings in {@code
 * <part>.extra.properties} beside its log go before its own, for whoever wants to try something.
 */
final class Broker extends Part {

    static final int COUNT = 3;
    static final String ADMINISTRATOR = "admin";

    /** How much of it is left when one of three is gone. */
    private static final int IN_SYNC = 2;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final int number;
    private final Ports clusterPorts;
    private final JavaCommand java;

    Broker(int number, ClusterDirectory directory, Ports ports, JavaCommand java) {
        super("kafka-" + number, directory, ports.kafka(number), ports.controller(number));
        this.number = number;
        this.clusterPorts = ports;
        this.java = java;
    }

    static String bootstrapServers(Ports ports) {
        return numbers().mapToObj(node -> "127.0.0.1:" + ports.kafka(node)).collect(Collectors.joining(","));
    }

    private static IntStream numbers() {
        return IntStream.rangeClosed(1, COUNT);
    }

    /** What a client needs to sign in as {@code user}, beside the bootstrap servers. */
    static Map<String, String> clientSettings(ClusterDirectory directory, String user) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", scram(user, directory.secret("kafka." + user)));
    }

    private static String scram(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    @Override
    List<String> command() {
        Path data = directory().resolve(name());
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data);
        }
        return java.of(
                "kafka.Kafka",
                320,
                directory().tell(name() + ".properties", settings(data)).toString());
    }

    /** The administrator is in the metadata from the beginning, or nobody could sign in to make others. */
    private void format(Path data) {
        try {
            Files.createDirectories(data);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setClusterId(directory()
                            .remembered("kafka.cluster", Uuid.randomUuid().toString()))
                    .setNodeId(number)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(data.toString())
                    .setDirectories(List.of(data.toString()))
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setScramArguments(List.of("SCRAM-SHA-512=[name=%s,password=%s]"
                            .formatted(ADMINISTRATOR, directory().secret("kafka." + ADMINISTRATOR))))
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new ClusterFailure(name() + " cannot be prepared in " + data + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> settings(Path data) {
        String password = directory().secret("kafka." + ADMINISTRATOR);
        Map<String, String> settings = new HashMap<>(KafkaServer.SETTINGS);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(number));
        settings.put("log.dirs", data.toString());
        settings.put(
                "controller.quorum.voters",
                numbers()
                        .mapToObj(node -> node + "@127.0.0.1:" + clusterPorts.controller(node))
                        .collect(Collectors.joining(",")));
        settings.put(
                "listeners",
                "BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(clusterPorts.kafka(number), clusterPorts.controller(number)));
        settings.put("advertised.listeners", "BROKER://127.0.0.1:" + clusterPorts.kafka(number));
        settings.put("listener.security.protocol.map", "BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        settings.put("listener.name.broker.scram-sha-512.sasl.jaas.config", scram(ADMINISTRATOR, password));
        settings.put("sasl.mechanism.controller.protocol", "PLAIN");
        settings.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
        settings.put(
                "listener.name.controller.plain.sasl.jaas.config",
                ("org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%2$s\""
                                + " user_%1$s=\"%2$s\";")
                        .formatted(ADMINISTRATOR, password));
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:" + ADMINISTRATOR);
        settings.putAll(replication());
        settings.putAll(directory().told(name() + ".extra.properties"));
        return settings;
    }

    /** One of three may be away at any time, and its place is taken within seconds. */
    private static Map<String, String> replication() {
        return Map.of(
                "default.replication.factor", Integer.toString(COUNT),
                "min.insync.replicas", Integer.toString(IN_SYNC),
                "offsets.topic.replication.factor", Integer.toString(COUNT),
                "transaction.state.log.replication.factor", Integer.toString(COUNT),
                "transaction.state.log.min.isr", Integer.toString(IN_SYNC),
                "broker.session.timeout.ms", "6000",
                "broker.heartbeat.interval.ms", "1000",
                "replica.lag.time.max.ms", "10000");
    }

    /**
     * The last ones find no quorum left that would let them go, and are killed: what they were given is with the operating
     * system, and nobody writes any more.
     */
    @Override
    void stop() {
        resume();
        process().signalParent("TERM");
        if (!Waiting.until(STOP_LIMIT, () -> !running())) {
            kill();
        }
    }

    @Override
    boolean ready() {
        return Connections.accepted(port());
    }
}
