package dev.cairn.acceptance.system;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Found by JUnit itself: does what has to be done after the last test, while this JVM still has all the time it needs. */
public final class EndOfRun implements BeforeAllCallback {

    private static final AtomicReference<Runnable> WORK = new AtomicReference<>(() -> {});

    /** Also done when this JVM is told to stop in the middle. */
    static void then(Runnable work) {
        WORK.set(work);
        Runtime.getRuntime().addShutdownHook(new Thread(EndOfRun::end));
    }

    private static void end() {
        WORK.getAndSet(() -> {}).run();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        AutoCloseable end = EndOfRun::end;
        context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).put(EndOfRun.class, end);
    }
}
