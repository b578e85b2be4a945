package dev.cairn.platform.inbox;

import dev.cairn.platform.command.AggregateType;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.CommandAutoConfiguration;
import dev.cairn.platform.command.ModelAggregate;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.eventstore.EventStoreAutoConfiguration;
import dev.cairn.platform.migration.MigrationAutoConfiguration;
import dev.cairn.platform.view.ViewTransactions;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** A service with an event store and views of topics, whose inbox the tests move by hand. */
final class InboxService implements AutoCloseable {

    final ServiceDatabase database = TestServers.database("inboxtest");
    private final ConfigurableApplicationContext context;
    final JdbcTemplate batches;
    final JdbcClient jdbc;
    final ViewTransactions inUse;
    final EventStore store;

    InboxService() {
        context = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .properties(database.springProperties())
                .properties("spring.application.name=inboxtest")
                .run();
        batches = context.getBean(JdbcTemplate.class);
        jdbc = JdbcClient.create(batches);
        inUse = ViewTransactions.inUse(context.getBean(PlatformTransactionManager.class), jdbc);
        store = context.getBean(EventStore.class);
    }

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        MigrationAutoConfiguration.class,
        EventStoreAutoConfiguration.class,
        CommandAutoConfiguration.class
    })
    static class App {
        @Bean
        AggregateType<ModelAggregate> aggregate() {
            return new AggregateType<>(ModelAggregate.class);
        }
    }

    TopicFollowers followers(TopicView... views) {
        Map<String, Object> connection = Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                TestServers.kafka().bootstrapServers());
        return new TopicFollowers(new TopicClients(connection, Duration.ofMinutes(1), 5_000), batches, List.of(views));
    }

    ParkedKeys parkedKeys(TopicView... views) {
        return parkedKeys(store, views);
    }

    ParkedKeys parkedKeys(EventStore recordedIn, TopicView... views) {
        return new ParkedKeys(
                inUse,
                intake(views),
                new GivenUp(jdbc),
                new ParkedRows(batches),
                recordedIn,
                Cause.ofService("inboxtest"));
    }

    Intake intake(TopicView... views) {
        return new Intake(inUse, batches, List.of(views));
    }

    List<String> history(String topic) {
        return jdbc.sql("select stream || ': ' || events from history where topic = ? order by stream")
                .param(topic)
                .query(String.class)
                .list();
    }

    @Override
    public void close() {
        context.close();
    }
}
