package dev.cairn.visibility;

import dev.cairn.platform.migration.ViewTables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Imported by each service that follows the rule; the registry, which makes it, needs its condition only. */
@Configuration(proxyBeanMethods = false)
public class VisibilityConfiguration {

    @Bean
    ViewTables visibilityTables() {
        return new ViewTables("db/model-visibility");
    }

    @Bean
    VisibilityView visibilityView(JdbcClient jdbc) {
        return new VisibilityView(jdbc);
    }

    @Bean
    Visibility visibility(JdbcClient jdbc) {
        return new Visibility(jdbc);
    }
}
