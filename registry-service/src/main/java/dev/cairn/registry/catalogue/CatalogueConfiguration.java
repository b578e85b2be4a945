package dev.cairn.registry.catalogue;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    @Bean
    CatalogueView catalogueView(JdbcTemplate jdbc) {
        return new CatalogueView(jdbc);
    }
}
