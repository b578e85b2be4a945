package dev.cairn.platform.inbox;

import dev.cairn.platform.broker.BrokerConnection;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.eventstore.EventStoreAutoConfiguration;
import dev.cairn.platform.instance.InstanceProperties;
import dev.cairn.platform.instance.Sessions;
import dev.cairn.platform.paging.Cursors;
import dev.cairn.platform.paging.PagingAutoConfiguration;
import dev.cairn.platform.tracing.EventSpans;
import dev.cairn.platform.view.ViewTransactions;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.WebAutoConfiguration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The inbox of a service that has views of topics. */
@AutoConfiguration(
        after = {
            EventStoreAutoConfiguration.class,
            KafkaAutoConfiguration.class,
            PagingAutoConfiguration.class,
            WebAutoConfiguration.class
        })
@EnableConfigurationProperties({InboxProperties.class, InstanceProperties.class})
public class InboxAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(TopicView.class)
    static class Reading {

        @Bean
        TopicFollowers topicFollowers(
                KafkaProperties kafka,
                KafkaConnectionDetails broker,
                InboxProperties properties,
                JdbcTemplate jdbc,
                List<TopicView> views) {
            var clients = new TopicClients(
                    BrokerConnection.of(kafka, broker), properties.kafkaTimeout(), properties.batchEvents());
            return new TopicFollowers(clients, jdbc, views);
        }

        @Bean
        ParkedKeys parkedKeys(
                TopicFollowers followers,
                PlatformTransactionManager transactions,
                JdbcTemplate jdbc,
                EventStore store,
                @Value("${spring.application.name}") String service) {
            var inUse = ViewTransactions.inUse(transactions, JdbcClient.create(jdbc));
            return new ParkedKeys(
                    inUse,
                    followers.intake(inUse),
                    followers.givenUp(),
                    new ParkedRows(jdbc),
                    store,
                    Cause.ofService(service));
        }

        @Bean
        InboxState inboxState() {
            return new InboxState();
        }

        @Bean
        Inbox inbox(
                InboxProperties properties,
                InstanceProperties instances,
                JdbcConnectionDetails database,
                PlatformTransactionManager transactions,
                JdbcClient jdbc,
                TopicFollowers followers,
                ParkedKeys parkedKeys,
                InboxState state,
                ObjectProvider<EventSpans> spans,
                ObjectProvider<IntakeListener> listeners) {
            var inUse = ViewTransactions.inUse(transactions, jdbc);
            return new Inbox(
                    properties,
                    Sessions.unpooled(database, "inbox", instances),
                    inUse,
                    followers,
                    parkedKeys,
                    state,
                    spans.getIfAvailable(EventSpans::none),
                    () -> listeners.orderedStream().toList());
        }

        @Bean
        ParkedCount parkedCount(ParkedKeys parkedKeys) {
            return new ParkedCount(parkedKeys);
        }

        @Bean
        InboxHealth inboxHealthIndicator(InboxState state, ParkedCount parked) {
            return new InboxHealth(state, parked);
        }

        @Bean
        InboxMeters inboxMeters(InboxState state, ParkedCount parked) {
            return new InboxMeters(state, parked);
        }

        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        ParkedKeysApi parkedKeysApi(ParkedKeys parkedKeys, HttpWrites writes, Cursors cursors) {
            return new ParkedKeysApi(parkedKeys, writes, cursors);
        }
    }
}
