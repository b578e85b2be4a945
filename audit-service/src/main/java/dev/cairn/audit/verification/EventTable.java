package dev.cairn.audit.verification;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The table that holds a service's events, as the platform's first migration makes it. One that is made otherwise may show
 * this reader other rows than the service, or let them be changed.
 */
final class EventTable {

    private static final String ROW_SECURITY = "row level security";

    /** What the catalogue says of a table that nobody altered. */
    private static final List<String> AS_MADE = List.of(
            "kind r, persistence p",
            "constraint PRIMARY KEY (global_index)",
            "constraint UNIQUE (id)",
            "constraint UNIQUE (stream, sequence)",
            "CREATE TRIGGER events_are_final BEFORE DELETE OR UPDATE ON events.event FOR EACH ROW EXECUTE FUNCTION"
                    + " events.refuse_change(), enabled O",
            "CREATE TRIGGER events_stay BEFORE TRUNCATE ON events.event FOR EACH STATEMENT EXECUTE FUNCTION"
                    + " events.refuse_change(), enabled O",
            // Of the function's text: it would refuse nothing if it were another
            "function refuse_change in plpgsql with SHA-256"
                    + " 9d1c9bba8d4eaad8fea846fda47c73ccc5282f2efd579462860a454f81a6ca1a");

    private static final String SELECT = """
        with event as (select * from pg_class where oid = 'events.event'::regclass)
        select 'kind ' || relkind::text || ', persistence ' || relpersistence::text from event
        union all
        select '%s' from event where relrowsecurity or relforcerowsecurity
        union all
        select 'policy ' || polname::text from event join pg_policy on polrelid = event.oid
        union all
        select 'rule ' || rulename::text from event join pg_rewrite on ev_class = event.oid
        union all
        select 'inherited by ' || inhrelid::regclass::text from event join pg_inherits on inhparent = event.oid
        union all
        select 'constraint ' || pg_get_constraintdef(c.oid)
        from event join pg_constraint c on c.conrelid = event.oid join pg_index i on i.indexrelid = c.conindid
        where c.contype in ('p', 'u') and c.convalidated and i.indisunique and i.indisvalid and i.indisready
        union all
        select pg_get_triggerdef(t.oid) || ', enabled ' || t.tgenabled::text
        from event join pg_trigger t on t.tgrelid = event.oid where not t.tgisinternal
        union all
        select 'function refuse_change in ' || l.lanname::text || ' with SHA-256 '
               || encode(sha256(convert_to(p.prosrc, 'UTF8')), 'hex')
        from pg_proc p join pg_language l on l.oid = p.prolang
        where p.pronamespace = 'events'::regnamespace and p.proname = 'refuse_change'
        """.formatted(ROW_SECURITY);

    private final String service;

    EventTable(String service) {
        this.service = service;
    }

    /**
     * Names what is not as it was made. Where every row is shown to everybody, the connection fails from here on when that
     * changes, instead of showing fewer.
     */
    void check(Connection connection, Findings findings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<String> found = found(statement);
            AS_MADE.stream()
                    .filter(fact -> !found.contains(fact))
                    .forEach(fact -> add(findings, "The table lacks what it was made with: " + fact));
            found.stream()
                    .filter(fact -> !AS_MADE.contains(fact))
                    .forEach(fact -> add(findings, "The table was made without this: " + fact));
            if (!found.contains(ROW_SECURITY)) {
                statement.execute("set row_security = off");
            }
        }
    }

    private void add(Findings findings, String problem) {
        findings.add("event-table", service + " events.event", problem);
    }

    private static List<String> found(Statement statement) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet fact = statement.executeQuery(SELECT)) {
            while (fact.next()) {
                found.add(fact.getString(1));
            }
        }
        return found;
    }
}
