package dev.cairn.platform.migration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The role that owns a service's schemas; the service itself runs with another that cannot change an event.
 *
 * @param url JDBC, of the same database as {@code spring.datasource.url}
 * @param username the owner
 * @param password the owner's
 */
@ConfigurationProperties("cairn.migration")
public record MigrationProperties(String url, String username, String password) {

    /** Never shows the password. */
    @Override
    public String toString() {
        return "MigrationProperties[" + username + "]";
    }
}
