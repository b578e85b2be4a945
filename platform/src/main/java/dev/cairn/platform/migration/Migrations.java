package dev.cairn.platform.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A service's schemas. {@code events} and {@code platform} come from {@code db/platform}, the service's own from
 * {@code db/<service>}, its views from {@code db/inbox}, {@code db/<service>-views} and {@link ViewTables}. Views can be
 * made a second time under another name, which is how they are rebuilt; so their SQL never names a schema.
 */
public final class Migrations {

    /** Where the views in use live. */
    public static final String VIEWS = "views";

    /** Key of the advisory lock; the bytes of "migrate". */
    private static final long LOCK = 0x6d696772617465L;

    private final String service;
    private final DataSource owner;
    private final Map<String, String> roles;
    private final String[] views;

    /**
     * @param service names the service's own locations
     * @param owner connects as the role that owns the schemas
     * @param application the role that the service runs with
     * @param reader the role that verification reads with
     * @param brought tables among the views that are not the service's own
     */
    public Migrations(String service, DataSource owner, String application, String reader, ViewTables... brought) {
        this.service = service;
        this.owner = owner;
        this.roles = Map.of("application", application, "reader", reader);
        this.views = Stream.concat(
                        Stream.of("db/inbox", "db/" + service + "-views"),
                        Stream.of(brought).map(ViewTables::location))
                .map(location -> "classpath:" + location)
                .toArray(String[]::new);
    }

    /** Brings every schema up to date; changes nothing where it is. Of processes that start at once, one after the other does. */
    public void migrate() {
        try (Connection alone = owner.getConnection();
                Statement statement = alone.createStatement()) {
            statement.execute("set lock_timeout = '2min'; set statement_timeout = 0");
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
            bringUpToDate();
        } catch (SQLException e) {
            throw unready(e);
        }
    }

    private void bringUpToDate() {
        run("public", "platform_migration", "classpath:db/platform");
        run("public", "service_migration", "classpath:db/" + service);
        createViews(VIEWS);
        execute("alter database %1$s set search_path = " + VIEWS);
        boundTransactions();
    }

    /**
     * Whatever stays open holds back every relay of the cluster and keeps its locks, so nothing may: not in a process that
     * stands still, not where a machine vanished. See docs/platform/instances.md.
     */
    private void boundTransactions() {
        execute(
                "alter database %1$s set idle_in_transaction_session_timeout = '10s'",
                "alter database %1$s set statement_timeout = '60s'",
                "alter database %1$s set client_connection_check_interval = '2s'",
                "alter database %1$s set tcp_keepalives_idle = 5",
                "alter database %1$s set tcp_keepalives_interval = 2",
                "alter database %1$s set tcp_keepalives_count = 3");
    }

    /** Makes the views' tables in {@code schema}, or brings them up to date, and lets the application use them. */
    public void createViews(String schema) {
        run(schema, "view_migration", views);
        String application = roles.get("application");
        String reader = roles.get("reader");
        execute(
                "grant usage on schema " + schema + " to " + application + ", " + reader,
                "grant select, insert, update, delete, truncate on all tables in schema " + schema + " to "
                        + application,
                "grant usage on all sequences in schema " + schema + " to " + application,
                "grant select on all tables in schema " + schema + " to " + reader);
    }

    /** Connects as the role that owns the schemas: for recoveries, which exchange the views' schema, and nothing else. */
    public DataSource owner() {
        return owner;
    }

    private void run(String schema, String history, String... locations) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(owner)
                .initSql("set statement_timeout = 0")
                .defaultSchema(schema)
                .table(history)
                .locations(locations)
                .failOnMissingLocations(false)
                .placeholders(roles)
                .baselineOnMigrate(schema.equals("public"))
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private void execute(String... statements) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql.formatted(connection.getCatalog()));
            }
        } catch (SQLException e) {
            throw unready(e);
        }
    }

    private IllegalStateException unready(SQLException e) {
        return new IllegalStateException(
                "The schemas of " + service + " cannot be made ready: " + e.getMessage() + "; cairn.migration.*"
                        + " must name the role that owns the database",
                e);
    }
}
