package dev.cairn.audit.log;

import dev.cairn.platform.writeonce.WriteOnceStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Stands between a process and everything it writes to, before and after each write: to stop it there, or to let it sleep. */
interface StepByStep {

    StepByStep UNHINDERED = step -> {};

    /** @param step what is about to be written, or was just written */
    void at(String step);

    /** A process that ends here; nothing after this is done. */
    final class Crash extends RuntimeException {
        Crash(String step) {
            super("crashed " + step);
        }
    }

    /** Crashes at the n-th step, from 1, and goes on at no other. */
    static StepByStep crashingAt(int n) {
        return new StepByStep() {
            private int steps;

            @Override
            public void at(String step) {
                steps++;
                if (steps == n) {
                    throw new Crash(step);
                }
            }
        };
    }

    default WriteOnceStore around(WriteOnceStore store) {
        return (WriteOnceStore) Proxy.newProxyInstance(
                WriteOnceStore.class.getClassLoader(),
                new Class<?>[] {WriteOnceStore.class},
                (proxy, method, arguments) -> {
                    boolean writes = Set.of("writeObject", "replaceObject").contains(method.getName());
                    if (writes) {
                        at("before " + arguments[0]);
                    }
                    try {
                        Object result = method.invoke(store, arguments);
                        if (writes) {
                            at("after " + arguments[0]);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    default JdbcTransactionManager transactions(DataSource source) {
        return new JdbcTransactionManager(source) {
            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                at("before a commit");
                super.doCommit(status);
                at("after a commit");
            }
        };
    }
}
