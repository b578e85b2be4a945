package dev.cairn.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM of its own on the class path of this one, which a test can kill, or let stand still and go on. */
public final class ChildProcess implements AutoCloseable {

    private static final int MINUTES = 3;

    private final Process process;
    private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    private final List<String> before = new ArrayList<>();

    private ChildProcess(Process process) {
        this.process = process;
        var reading = new Thread(this::read, "child-output");
        reading.setDaemon(true);
        reading.start();
    }

    private void read() {
        try {
            process.inputReader().lines().forEach(printed::add);
        } catch (UncheckedIOException e) {
            printed.add("(it was killed: " + e.getMessage() + ")");
        }
    }

    /** Runs {@code main}'s main method. */
    public static ChildProcess start(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ChildProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it prints that line, among those that were not waited for yet. */
    public void awaitLine(String line) {
        try {
            String next = null;
            while (!line.equals(next)) {
                next = printed.poll(MINUTES, TimeUnit.MINUTES);
                if (next == null) {
                    throw new AssertionError("The child did not print '" + line + "' within " + MINUTES
                            + " minutes, but:\n" + String.join("\n", before));
                }
                before.add(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a child's output", e);
        }
    }

    /** From now on it does nothing; its connections stay as they are. */
    public void standStill() {
        signal("STOP");
    }

    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int result = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (result != 0) {
                throw new IllegalStateException("The child takes no signal " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while signalling a child", e);
        }
    }

    /** As {@code kill -9}. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
