package dev.cairn.platform.database;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** In the place of Spring's own question, which waits for a connection for half a minute. */
@AutoConfiguration(
        before = DataSourceHealthContributorAutoConfiguration.class,
        after = JdbcTemplateAutoConfiguration.class)
public class DatabaseHealthAutoConfiguration {

    @Bean
    DatabaseHealth dbHealthIndicator(JdbcTemplate jdbc) {
        return new DatabaseHealth(jdbc);
    }
}
