package dev.cairn.platform.command;

import java.sql.SQLException;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Tells a lock that was not given in time ({@code lock_timeout}) from other failures, which Spring does not for PostgreSQL. */
public final class LockTimeout {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private LockTimeout() {}

    public static boolean is(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException sql && is(sql);
    }

    public static boolean is(SQLException failure) {
        return LOCK_NOT_AVAILABLE.equals(failure.getSQLState());
    }

    /** Makes it a {@link CannotAcquireLockException}, and of all others what Spring makes of them. */
    static SQLExceptionTranslator translator() {
        var others = new SQLExceptionSubclassTranslator();
        return (task, sql, failure) -> is(failure)
                ? new CannotAcquireLockException(task + ": others hold for too long what it waits for", failure)
                : others.translate(task, sql, failure);
    }
}
