package dev.cairn.postgres;

import java.util.Map;
import javax.sql.DataSource;

/** A PostgreSQL server that Cairn's databases are made on, wherever it runs. */
public interface PostgresServer {

    /** What each is told, wherever it runs. fsync is spelled out because those who start one for tests like to switch it off. */
    Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "200",
            "shared_buffers", "128MB",
            // A refused statement may hold what somebody sent; the service's own log tells of it without
            "log_min_error_statement", "panic");

    /** JDBC, without user. */
    String url(String database);

    /** As the superuser {@code postgres}. */
    DataSource superuser(String database);
}
