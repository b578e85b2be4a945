package dev.cairn.platform.migration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Migrates before anything else of the service touches its database. */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(MigrationProperties.class)
public class MigrationAutoConfiguration {

    @Bean(initMethod = "migrate")
    Migrations migrations(
            MigrationProperties owner,
            ObjectProvider<ViewTables> brought,
            @Value("${spring.application.name}") String service,
            @Value("${spring.datasource.username}") String application) {
        // The driver's own data source spells out every setting in its URL, and Flyway takes long to search a long URL
        var connections = new DriverManagerDataSource(owner.url(), owner.username(), owner.password());
        return new Migrations(
                service,
                connections,
                application,
                application + "_reader",
                brought.stream().toArray(ViewTables[]::new));
    }
}
