package dev.cairn.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.core.JacksonException;

/** What went wrong, in sentences on the error stream, and the exit code that says so. */
final class Explanations {

    private Explanations() {}

    /** Whoever knows no command yet reads what there is; whoever mistyped one reads how it is written. */
    static int misunderstood(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        if (command.getParent() == null && !(mistake instanceof UnmatchedArgumentException)) {
            command.usage(err);
        } else {
            err.println(command.getColorScheme().errorText(mistake.getMessage()));
            UnmatchedArgumentException.printSuggestions(mistake, err);
            err.print(command.getHelp().synopsisHeading() + command.getHelp().synopsis(0));
            err.println("Explained by: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Nobody who uses the command can do anything with a stack trace, but who mends it can. */
    private static Failure defect(Exception failure, CommandLine command) {
        if ("1".equals(System.getenv("CAIRN_DEBUG"))) {
            failure.printStackTrace(command.getErr());
        }
        return new Failure(
                "The command failed in a way that nobody foresaw (" + failure + ").",
                "This is a defect of Cairn; report it with what the command prints when CAIRN_DEBUG=1 is set.");
    }

    static int explain(Exception failure, CommandLine command) {
        if (failure instanceof UncheckedIOException) {
            return explain(new Failure(String.valueOf(failure.getMessage()), null), command);
        }
        if (failure instanceof JacksonException json) {
            return explain(
                    new Failure(
                            "An answer could not be understood: " + json.getOriginalMessage(),
                            "Look whether it is Cairn that answers, and of this command's version."),
                    command);
        }
        if (!(failure instanceof Failure known)) {
            return explain(defect(failure, command), command);
        }
        command.getErr().println(command.getColorScheme().errorText(known.getMessage()));
        if (known.next() != null) {
            command.getErr().println(known.next());
        }
        return known.exitCode();
    }
}
