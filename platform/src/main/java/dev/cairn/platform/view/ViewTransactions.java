package dev.cairn.platform.view;

import dev.cairn.platform.command.SwapLock;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that change views: those in use, or a schema that is being filled beside them. A view's SQL is the same in
 * both; the first statement decides which tables its names mean.
 */
public final class ViewTransactions {

    private final JdbcClient jdbc;
    private final String first;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;

    private ViewTransactions(PlatformTransactionManager transactions, JdbcClient jdbc, String first) {
        this.jdbc = jdbc;
        this.first = first;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** The views in use; nobody swaps them while such a transaction runs. */
    public static ViewTransactions inUse(PlatformTransactionManager transactions, JdbcClient jdbc) {
        return new ViewTransactions(transactions, jdbc, "select " + SwapLock.SHARED);
    }

    /** The views in {@code schema}, which nobody reads yet: a commit does not wait for the disk. */
    public static ViewTransactions beside(String schema, PlatformTransactionManager transactions, JdbcClient jdbc) {
        return new ViewTransactions(
                transactions,
                jdbc,
                "select set_config('search_path', '" + schema
                        + "', true), set_config('synchronous_commit', 'off', true)");
    }

    /** Runs the work in the current transaction, or one of its own; undone when it throws. */
    public <T> T call(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql(first).query().singleRow();
            return work.get();
        }));
    }

    /** Like {@link #call}, for work that answers nothing. */
    public void run(Runnable work) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql(first).query().singleRow();
            work.run();
        });
    }

    /** Within {@link #call} or {@link #run}: when the work throws, it alone is undone, and the transaction can go on. */
    public void attempt(Runnable work) {
        savepoint.executeWithoutResult(status -> work.run());
    }
}
