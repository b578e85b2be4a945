package dev.cairn.platform.relay;

import dev.cairn.platform.broker.BrokerConnection;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.eventstore.EventStoreAutoConfiguration;
import dev.cairn.platform.tracing.EventSpans;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
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
@EnableConfigurationProperties(RelayProperties.class)
public class RelayAutoConfiguration {

    /** Longer than any statement may take, so that a connection to a machine that vanished is given up. */
    private static final int SILENCE_SECONDS = 90;

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
            OwnTopics topics,
            JdbcConnectionDetails database,
            KafkaClients relayKafka,
            EventStore eventStore,
            RelayState state,
            ObjectProvider<EventSpans> spans) {
        return new Relay(
                properties,
                topics,
                unpooled(database),
                relayKafka,
                eventStore,
                state,
                spans.getIfAvailable(EventSpans::none));
    }

    @Bean
    StandIns standIns(
            RelayProperties properties, OwnTopics topics, JdbcConnectionDetails database, KafkaClients relayKafka) {
        return new StandIns(properties, topics, unpooled(database), relayKafka);
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

    private static DataSource unpooled(JdbcConnectionDetails database) {
        var connections = new PGSimpleDataSource();
        connections.setUrl(database.getJdbcUrl());
        connections.setUser(database.getUsername());
        connections.setPassword(database.getPassword());
        connections.setApplicationName("relay");
        connections.setTcpKeepAlive(true);
        connections.setReWriteBatchedInserts(true);
        connections.setConnectTimeout(10);
        connections.setSocketTimeout(SILENCE_SECONDS);
        return connections;
    }
}
