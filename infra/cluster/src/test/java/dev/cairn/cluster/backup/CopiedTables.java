package dev.cairn.cluster.backup;

import dev.cairn.platform.migration.Migrations;
import dev.cairn.platform.migration.ViewTables;
import dev.cairn.standalone.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Every row of every table as one snapshot of each database has it, transaction ids of its cluster included, as in a dump. */
final class CopiedTables implements Dump {

    private static final String TABLES = """
            select format('%I.%I', schemaname, tablename) from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema') and tablename not like '%\\_migration'
            """;

    private static final String SEQUENCES =
            "select format('select setval(''%I.%I'', %s)', schemaname, sequencename, last_value) from pg_sequences"
                    + " where last_value is not null";

    /** Services that follow who may see which model; their views' tables come from a module of its own. */
    private static final Set<String> FOLLOW_VISIBILITY = Set.of("approval", "deployment", "lineage");

    private final Path place;

    CopiedTables(Path place) {
        this.place = place;
    }

    @Override
    public void take(Server from) throws SQLException, IOException {
        for (String service : Service.names()) {
            try (Connection connection = from.connect(service)) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                for (String table : texts(connection, TABLES)) {
                    try (OutputStream rows = Files.newOutputStream(file(service, table))) {
                        copies(connection).copyOut("copy " + table + " to stdout", rows);
                    }
                }
                Files.write(file(service, "sequences"), texts(connection, SEQUENCES));
            }
        }
    }

    @Override
    public void load(Server into) throws SQLException, IOException {
        for (String service : Service.names()) {
            try (Connection connection = into.connect(service);
                    var statement = connection.createStatement()) {
                statement.execute("set role " + service + "_owner");
                migrate(service, new SingleConnectionDataSource(connection, true));
                statement.execute("reset role");
                statement.execute("set session_replication_role = replica");
                List<String> tables = texts(connection, TABLES);
                // Together, since some refer to others
                statement.execute("truncate " + String.join(", ", tables));
                for (String table : tables) {
                    load(connection, table, file(service, table));
                }
                for (String sequence : Files.readAllLines(file(service, "sequences"))) {
                    statement.execute(sequence);
                }
            }
        }
    }

    private static void migrate(String service, DataSource owner) {
        ViewTables[] brought = FOLLOW_VISIBILITY.contains(service)
                ? new ViewTables[] {new ViewTables("db/model-visibility")}
                : new ViewTables[0];
        new Migrations(service, owner, service, service + "_reader", brought).migrate();
    }

    private static void load(Connection connection, String table, Path rows) throws SQLException, IOException {
        try (InputStream content = Files.newInputStream(rows)) {
            copies(connection).copyIn("copy " + table + " from stdin", content);
        }
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private Path file(String service, String table) {
        return place.resolve(service + "-" + table);
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
