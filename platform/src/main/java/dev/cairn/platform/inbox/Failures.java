package dev.cairn.platform.inbox;

import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.TransactionException;

/** Tells an event that cannot be taken in from a database or network that is away. */
final class Failures {

    private static final int LONGEST_SENTENCE = 500;

    private Failures() {}

    /** Throws {@code e} on when another attempt, later, may well succeed without anybody doing anything. */
    static void rethrowPassing(RuntimeException e) {
        if (e instanceof TransactionException || e instanceof KafkaException || passing(e)) {
            throw e;
        }
    }

    /** By SQLSTATE class: connection, transaction rolled back, resources, object in use, shutdown, system error. */
    private static boolean passing(RuntimeException e) {
        String state =
                NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql && sql.getSQLState() != null
                        ? sql.getSQLState()
                        : "";
        return state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("55")
                || state.startsWith("57P")
                || state.startsWith("58");
    }

    /** What went wrong, at its root. */
    static String reason(RuntimeException e) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    /** The reason in one line that can be stored and shown, whatever it quotes. */
    static String sentence(String reason) {
        String text = reason.replaceAll("[\\s\\p{Cc}]+", " ").strip();
        return text.length() <= LONGEST_SENTENCE ? text : text.substring(0, LONGEST_SENTENCE - 1) + "…";
    }
}
