package dev.cairn.cluster.backup;

import dev.cairn.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * A PostgreSQL server, as its superuser reaches it.
 *
 * @param directory as {@link EmbeddedDatabase} knows it
 */
public record Server(int port, Path directory) {

    Connection connect(String service) throws SQLException {
        return EmbeddedDatabase.superuser(directory, "jdbc:postgresql://127.0.0.1:" + port + "/cairn_" + service)
                .getConnection();
    }

    /** What PostgreSQL's own programs go by. */
    Map<String, String> environment() throws IOException {
        return Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                Integer.toString(port),
                "PGUSER",
                "postgres",
                "PGPASSWORD",
                Files.readString(EmbeddedDatabase.passwordFile(directory)).strip());
    }
}
