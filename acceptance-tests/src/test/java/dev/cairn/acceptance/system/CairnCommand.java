package dev.cairn.acceptance.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code cairn} command, typed in a directory by somebody who signed in. */
public final class CairnCommand {

    private final RunningCairn cairn;
    private final Path directory;
    private final Caller caller;

    /** @param directory where it is typed; its output is put beside it */
    public CairnCommand(RunningCairn cairn, Path directory, Caller caller) {
        this.cairn = cairn;
        this.directory = directory;
        this.caller = caller;
    }

    /**
     * What a run of it ended with.
     *
     * @param exit its exit code: 0 done, 1 refused, 2 not understood, 3 something was altered
     */
    public record Run(int exit, String out, String err) {

        /** @throws AssertionError with what it printed when it ended otherwise */
        public Run expect(int expected) {
            if (exit != expected) {
                throw new AssertionError("Expected exit code " + expected + ", got " + this);
            }
            return this;
        }
    }

    public Run run(String... arguments) {
        try {
            var command = new ArrayList<>(RunningCairn.java("-Xmx128m"));
            // What it remembers of logs belongs to these tests and not to whoever runs them.
            command.add(1, "-Duser.home=" + cairn.directory());
            command.add("dev.cairn.cli.Cairn");
            command.addAll(List.of(arguments));
            Path out = Files.createTempFile(cairn.directory(), "out", ".txt");
            Path err = Files.createTempFile(cairn.directory(), "err", ".txt");
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("CAIRN_REGISTRY", cairn.registry().toString());
            builder.environment().put("CAIRN_AUDIT", cairn.audit().toString());
            builder.environment().put("CAIRN_ISSUER", cairn.issuer().toString());
            builder.environment().put("CAIRN_TOKEN", caller.token());
            int exit = builder.start().waitFor();
            return new Run(exit, Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
