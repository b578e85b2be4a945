package dev.cairn.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A service's database and its three roles: {@code <service>_owner} migrates, {@code <service>} runs the service and cannot
 * change an event, {@code <service>_reader} only reads, for verification.
 *
 * @param service lower-case letters, digits and '_'; also names the roles
 * @param url JDBC, without user
 * @param passwords of the roles
 */
public record ServiceDatabase(String service, String url, Passwords passwords) {

    private static final String TOO_MUCH = "rolsuper or rolcreatedb or rolcreaterole or rolbypassrls or rolreplication";

    private static final String KEEP_FROM_LOCKS = """
            do $$
            declare
                taken regprocedure;
            begin
                for taken in
                    select oid from pg_proc
                    where pronamespace = 'pg_catalog'::regnamespace
                      and (proname ~ '^pg_(try_)?advisory_' or proname in ('lo_creat', 'lo_create', 'lo_from_bytea'))
                loop
                    execute format('revoke execute on function %%s from public', taken);
                    execute format('grant execute on function %%s to %1$s, %2$s', taken);
                end loop;
            end
            $$
            """;

    /** The passwords of the three roles; letters, digits and '-' only. */
    public record Passwords(String owner, String application, String reader) {
        public Passwords {
            for (String password : new String[] {owner, application, reader}) {
                if (!password.matches("[A-Za-z0-9-]{8,}")) {
                    throw new IllegalArgumentException("A role's password is at least 8 letters, digits and '-'");
                }
            }
        }

        @Override
        public String toString() {
            return "Passwords[…]";
        }
    }

    public String owner() {
        return service + "_owner";
    }

    public String application() {
        return service;
    }

    public String reader() {
        return service + "_reader";
    }

    /**
     * Makes what is missing, as the server's superuser or whoever else may make databases and roles; roles that exist get
     * these passwords.
     *
     * @param database lower-case letters, digits and '_'
     */
    public static ServiceDatabase establish(
            PostgresServer server, String service, String database, Passwords passwords) {
        if (!service.matches("[a-z][a-z0-9_]{0,40}") || !database.matches("[a-z][a-z0-9_]{0,60}")) {
            throw new IllegalArgumentException(
                    "A service's and a database's name are lower-case letters, digits and '_'");
        }
        var made = new ServiceDatabase(service, server.url(database), passwords);
        try (Connection connection = server.superuser("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            role(statement, made.owner(), passwords.owner());
            role(statement, made.application(), passwords.application());
            role(statement, made.reader(), passwords.reader());
            if (!exists(statement, "select 1 from pg_database where datname = '" + database + "'")) {
                // Without it, only a superuser makes a database for somebody else
                statement.execute("grant " + made.owner() + " to current_user");
                statement.execute("create database " + database + " owner " + made.owner());
            }
            statement.execute("revoke all on database " + database + " from public");
            statement.execute(
                    "grant connect on database " + database + " to " + made.application() + ", " + made.reader());
            statement.execute("grant connect, create, temporary on database " + database + " to " + made.owner());
            if (exists(statement, "select 1 from pg_roles where rolname = current_user and rolsuper")) {
                made.keepReaderFromLocks(server.superuser(database));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database " + database + " and its roles cannot be made: " + e.getMessage(), e);
        }
        return made;
    }

    /**
     * PostgreSQL lets every role take advisory locks, and make large objects. A service's locks are such, so whoever only reads
     * could stop its writes and its relay. Only a superuser can take this away.
     */
    private void keepReaderFromLocks(DataSource superuser) throws SQLException {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(KEEP_FROM_LOCKS.formatted(owner(), application()));
        }
    }

    private static void role(Statement statement, String name, String password) throws SQLException {
        if (exists(statement, "select 1 from pg_roles where rolname = '" + name + "' and (" + TOO_MUCH + ")")) {
            throw new IllegalStateException(
                    "The role " + name + " may more than a service needs; take these rights away: " + "alter role "
                            + name + " nosuperuser nocreatedb nocreaterole nobypassrls noreplication");
        }
        boolean known = exists(statement, "select 1 from pg_roles where rolname = '" + name + "'");
        statement.execute((known ? "alter" : "create") + " role " + name + " login password '" + password + "'");
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** As the role that migrates. */
    public DataSource asOwner() {
        return as(owner(), passwords.owner());
    }

    /** As the role that the service runs with. */
    public DataSource asApplication() {
        return as(application(), passwords.application());
    }

    /** As the role that verification reads with. */
    public DataSource asReader() {
        return as(reader(), passwords.reader());
    }

    private DataSource as(String user, String password) {
        var connections = new PGSimpleDataSource();
        connections.setUrl(url);
        connections.setUser(user);
        connections.setPassword(password);
        return connections;
    }

    /** What a service's context has to be told to use this database. */
    public Map<String, Object> springProperties() {
        return Map.of(
                "spring.datasource.url", url,
                "spring.datasource.username", application(),
                "spring.datasource.password", passwords.application(),
                "cairn.migration.url", url,
                "cairn.migration.username", owner(),
                "cairn.migration.password", passwords.owner());
    }
}
