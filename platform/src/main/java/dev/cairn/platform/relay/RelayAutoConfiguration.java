package dev.cairn.platform.relay;

import dev.cairn.platform.broker.BrokerConnection;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.eventstore.EventStoreAutoConfiguration;
import dev.cairn.platform.instance.InstanceProperties;
import dev.cairn.platform.instance.Sessions;
import dev.cairn.platform.tracing.EventSpans;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The relay of a service that has an event store. */
@AutoConfiguration(after = {EventStoreAutoConfiguration.class, KafkaAutoConfiguration.class})
@EnableConfigurationProperties({RelayProperties.class, InstanceProperties.class})
public class RelayAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    OwnTopics ownTopics(@Value("${spring.application.name}") String service) {
        return OwnTopics.of(service);
    }

    @Bean
    RelayState relayState() {
        return new RelayState();
    }

    @Bean
    KafkaClients relayKafka(KafkaProperties kafka, KafkaConnectionDetails broker, RelayProperties properties) {
        return new KafkaClients(BrokerConnection.of(kafka, broker), properties.kafkaTimeout());
    }

    @Bean
    Relay relay(
            RelayProperties properties,
            InstanceProperties instances,
            OwnTopics topics,
            JdbcConnectionDetails database,
            KafkaClients relayKafka,
            EventStore eventStore,
            RelayState state,
            ObjectProvider<EventSpans> spans) {
        return new Relay(
                properties,
                topics,
                sessions(database, instances),
                relayKafka,
                eventStore,
                state,
                spans.getIfAvailable(EventSpans::none));
    }

    @Bean
    StandIns standIns(
            RelayProperties properties,
            InstanceProperties instances,
            OwnTopics topics,
            JdbcConnectionDetails database,
            KafkaClients relayKafka) {
        return new StandIns(properties, topics, sessions(database, instances), relayKafka);
    }

    @Bean
    ComparedStore comparedStore(JdbcClient jdbc, RelayState state) {
        return new ComparedStore(jdbc, state);
    }

    @Bean
    RelayLag relayLag(JdbcClient jdbc) {
        return new RelayLag(jdbc);
    }

    @Bean
    RelayHealth relayHealthIndicator(RelayState state, RelayLag lag) {
        return new RelayHealth(state, lag);
    }

    @Bean
    RelayMeters relayMeters(Relay relay, RelayState state, RelayLag lag) {
        return new RelayMeters(relay, state, lag);
    }

    private static Sessions sessions(JdbcConnectionDetails database, InstanceProperties instances) {
        return Sessions.unpooled(database, "relay", instances);
    }
}
