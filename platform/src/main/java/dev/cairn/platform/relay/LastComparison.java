package dev.cairn.platform.relay;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database remembers of the last time that store and topics were compared; one relay writes it, everybody reads it. */
final class LastComparison {

    /** The row lies here as it was written, by this run of PostgreSQL: see platform.relay_comparison. */
    static final String SPEAKS_FOR_THE_STORE = """
            exists (select from platform.relay_comparison
                    where postgres_started = pg_postmaster_start_time()
                      and database = (select oid from pg_database where datname = current_database())
                      and xmin = transaction_id::xid)
            """;

    private final JdbcClient jdbc;

    LastComparison(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the store must still have everything that it had then, and whatever it has acknowledged since. */
    boolean speaksForTheStore() {
        return is(SPEAKS_FOR_THE_STORE);
    }

    /** Whether writes may be accepted. */
    boolean letsWritesIn() {
        return is(SPEAKS_FOR_THE_STORE + " and not exists (select from platform.relay_position where contradicted)");
    }

    private boolean is(String condition) {
        return jdbc.sql("select " + condition).query(Boolean.class).single();
    }

    /** From now on writes are accepted, until PostgreSQL starts again or another copy of the store takes this one's place. */
    void passed() {
        jdbc.sql("""
                        with agreed as (update platform.relay_position set contradicted = false)
                        insert into platform.relay_comparison (postgres_started, database, transaction_id)
                        select pg_postmaster_start_time(), oid, pg_current_xact_id()
                        from pg_database where datname = current_database()
                        on conflict (singleton) do update
                        set postgres_started = excluded.postgres_started, database = excluded.database,
                            transaction_id = excluded.transaction_id
                        """).update();
    }

    /**
     * From now on no writes are accepted, until a comparison passes. What the store cannot have lost it still cannot have
     * lost: otherwise the next attempt would take back what this one refused.
     */
    void contradicted() {
        jdbc.sql("update platform.relay_position set contradicted = true").update();
    }
}
