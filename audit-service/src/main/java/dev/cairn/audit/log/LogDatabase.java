package dev.cairn.audit.log;

import dev.cairn.platform.instance.Sessions;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The log's side of the service's database. */
final class LogDatabase {

    private final Sessions sessions;
    private final JdbcTemplate jdbc;
    private final PlatformTransactionManager transactions;
    private final Alarm alarm;

    /** @param sessions of the same database; a term holds one of them */
    LogDatabase(Sessions sessions, JdbcTemplate jdbc, PlatformTransactionManager transactions, Alarm alarm) {
        this.sessions = sessions;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.alarm = alarm;
    }

    /** @return empty while another holds the term; see {@link Term#begin} */
    Optional<Term> beginTerm(long atLeast) throws SQLException {
        return Term.begin(sessions, jdbc, atLeast);
    }

    LogWrites writes(Term term) {
        return new LogWrites(transactions, term, rows(), alarm);
    }

    EntryRows rows() {
        return new EntryRows(jdbc);
    }
}
