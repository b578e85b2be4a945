package dev.cairn.registry.catalogue;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    @Bean
    CatalogueView catalogueView(JdbcClient jdbc, JdbcTemplate batches) {
        return new CatalogueView(new ModelProjection(jdbc), new VersionProjection(jdbc, batches));
    }
}
