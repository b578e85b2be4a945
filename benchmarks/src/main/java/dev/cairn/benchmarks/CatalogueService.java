package dev.cairn.benchmarks;

import dev.cairn.platform.command.CommandAutoConfiguration;
import dev.cairn.platform.eventstore.EventStoreAutoConfiguration;
import dev.cairn.platform.inbox.InboxAutoConfiguration;
import dev.cairn.platform.migration.MigrationAutoConfiguration;
import dev.cairn.test.TestServers;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service that follows the registry's topics, with the platform's inbox and {@link CatalogueView}. */
final class CatalogueService implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final JdbcClient jdbc;

    CatalogueService(Broker broker) {
        context = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .properties(TestServers.database("catalogue").springProperties())
                .properties(
                        "spring.application.name=catalogue",
                        "spring.kafka.bootstrap-servers=" + broker.bootstrapServers())
                .run();
        jdbc = context.getBean(JdbcClient.class);
    }

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        KafkaAutoConfiguration.class,
        MigrationAutoConfiguration.class,
        EventStoreAutoConfiguration.class,
        CommandAutoConfiguration.class,
        InboxAutoConfiguration.class
    })
    static class App {
        @Bean
        CatalogueView catalogueView(JdbcTemplate jdbc) {
            return new CatalogueView(jdbc);
        }
    }

    /** Whether everything below these offsets has been taken in. */
    boolean isBehind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> position(end.getKey()) >= end.getValue());
    }

    private long position(TopicPartition partition) {
        return jdbc.sql("select coalesce(max(next_offset), 0) from inbox_position where topic = ? and partition = ?")
                .param(partition.topic())
                .param(partition.partition())
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        context.close();
    }
}
