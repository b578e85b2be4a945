package dev.cairn.platform.command;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;

/** Tells a lock that was not given in time ({@code lock_timeout}) from other failures; Spring has no exception for it. */
public final class LockTimeout {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private LockTimeout() {}

    public static boolean is(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException sql && is(sql);
    }

    public static boolean is(SQLException failure) {
        return LOCK_NOT_AVAILABLE.equals(failure.getSQLState());
    }
}
