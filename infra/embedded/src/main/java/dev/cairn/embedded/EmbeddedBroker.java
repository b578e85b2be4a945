package dev.cairn.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker (KRaft, broker and controller in one) in this JVM, with its data in a directory that survives. */
public final class EmbeddedBroker implements KafkaServer, AutoCloseable {

    private final KafkaRaftServer server;
    private final int port;
    private final @Nullable BrokerPrincipals principals;
    private final @Nullable ServerCertificate certificate;

    private EmbeddedBroker(
            KafkaRaftServer server,
            int port,
            @Nullable BrokerPrincipals principals,
            @Nullable ServerCertificate certificate) {
        this.server = server;
        this.port = port;
        this.principals = principals;
        this.certificate = certificate;
    }

    /**
     * A broker that lets everybody do everything, for tests of what is not about rights.
     *
     * @param directory holds the log; made when missing
     * @param port for clients, 0 for any free one
     * @param controllerPort for the quorum of one, 0 for any free one
     */
    public static EmbeddedBroker start(Path directory, int port, int controllerPort) {
        return start(directory, port, controllerPort, null, null);
    }

    /** A broker with an authorizer: {@code principals} sign in with passwords and have only the rights they were given. */
    public static EmbeddedBroker startSecured(
            Path directory, int port, int controllerPort, BrokerPrincipals principals) {
        return start(directory, port, controllerPort, principals, null);
    }

    /** The same, and clients reach it by TLS only, at a name or an address that the certificate is for. */
    public static EmbeddedBroker startSecured(
            Path directory, int port, int controllerPort, BrokerPrincipals principals, ServerCertificate certificate) {
        return start(directory, port, controllerPort, principals, certificate);
    }

    private static EmbeddedBroker start(
            Path directory,
            int port,
            int controllerPort,
            @Nullable BrokerPrincipals principals,
            @Nullable ServerCertificate certificate) {
        try {
            int clients = port > 0 ? port : freePort();
            int controller = controllerPort > 0 ? controllerPort : freePort();
            Files.createDirectories(directory);
            if (!Files.exists(directory.resolve("meta.properties"))) {
                format(directory);
            }
            var settings = settings(directory, clients, controller);
            if (principals != null) {
                settings.putAll(principals.brokerSettings());
            }
            if (certificate != null) {
                settings.putAll(tls(certificate));
            }
            var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, clients, principals, certificate);
        } catch (Exception e) {
            throw new IllegalStateException("Kafka did not start in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void format(Path directory) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .setDirectories(List.of(directory.toString()))
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .run();
    }

    private static Map<String, Object> settings(Path directory, int port, int controllerPort) {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "BROKER://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("log.dirs", directory.toString());
        return settings;
    }

    /** The broker calls itself, so it trusts the authority as well. */
    private static Map<String, String> tls(ServerCertificate certificate) throws IOException {
        return Map.of(
                "listener.security.protocol.map",
                "BROKER:SASL_SSL,CONTROLLER:SASL_PLAINTEXT",
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.certificate.chain",
                Files.readString(certificate.chain()),
                "ssl.keystore.key",
                Files.readString(certificate.key()),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                Files.readString(certificate.authority()));
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * What a client needs to sign in as {@code principal}, beside the bootstrap servers; empty for a broker without
     * principals.
     */
    public Map<String, String> clientSettings(String principal) {
        Map<String, String> settings =
                new HashMap<>(principals == null ? Map.of() : principals.clientSettings(principal));
        if (certificate != null) {
            settings.put("security.protocol", "SASL_SSL");
            settings.put("ssl.truststore.type", "PEM");
            settings.put("ssl.truststore.location", certificate.authority().toString());
        }
        return settings;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
