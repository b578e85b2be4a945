package dev.cairn.platform.migration;

import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Migrates before anything else of the service touches its database. */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(MigrationProperties.class)
public class MigrationAutoConfiguration {

    @Bean(initMethod = "migrate")
    Migrations migrations(
            MigrationProperties owner,
            @Value("${spring.application.name}") String service,
            @Value("${spring.datasource.username}") String application) {
        var connections = new PGSimpleDataSource();
        connections.setUrl(owner.url());
        connections.setUser(owner.username());
        connections.setPassword(owner.password());
        return new Migrations(service, connections, application, application + "_reader");
    }
}
