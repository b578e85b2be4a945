package dev.cairn.platform.broker;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;

/** What all clients of Kafka that a service makes are told first: where it is, how to sign in, whose certificates are trusted. */
public final class BrokerConnection {

    private BrokerConnection() {}

    /**
     * Of {@code spring.kafka}, and of {@code spring.kafka.admin} where that says otherwise. Boot keeps protocol and bundle apart
     * from the properties that it builds.
     */
    public static Map<String, Object> of(KafkaProperties kafka, KafkaConnectionDetails broker) {
        KafkaConnectionDetails.Configuration connection = broker.getAdmin();
        Map<String, Object> settings = new HashMap<>(kafka.buildAdminProperties());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
        @Nullable String protocol = connection.getSecurityProtocol();
        if (protocol != null) {
            settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        }
        @Nullable SslBundle bundle = connection.getSslBundle();
        if (bundle != null) {
            settings.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class.getName());
            settings.put(SslBundle.class.getName(), bundle);
        }
        return settings;
    }
}
