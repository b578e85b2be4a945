package dev.cairn.cli;

import dev.cairn.cli.approval.PolicyCommand;
import dev.cairn.cli.approval.PromoteCommand;
import dev.cairn.cli.approval.PromotionsCommand;
import dev.cairn.cli.approval.ReviewCommand;
import dev.cairn.cli.approval.RevokeCommand;
import dev.cairn.cli.approval.WithdrawCommand;
import dev.cairn.cli.audit.AuditCommand;
import dev.cairn.cli.audit.ProofCommand;
import dev.cairn.cli.audit.VerifyCommand;
import dev.cairn.cli.demo.DemoCommand;
import dev.cairn.cli.deployment.AdmissionCommand;
import dev.cairn.cli.deployment.DeployCommand;
import dev.cairn.cli.deployment.ReportCommand;
import dev.cairn.cli.deployment.RollbackCommand;
import dev.cairn.cli.deployment.RunningCommand;
import dev.cairn.cli.deployment.TargetCommand;
import dev.cairn.cli.deployment.UndeployCommand;
import dev.cairn.cli.lineage.LineageCommand;
import dev.cairn.cli.operations.OperationsCommand;
import dev.cairn.cli.registry.AliasCommand;
import dev.cairn.cli.registry.HistoryCommand;
import dev.cairn.cli.registry.ModelsCommand;
import dev.cairn.cli.registry.PullCommand;
import dev.cairn.cli.registry.RegisterCommand;
import dev.cairn.cli.registry.ShowCommand;
import dev.cairn.cli.registry.TagCommand;
import dev.cairn.cli.registry.VersionReference;
import dev.cairn.cli.registry.VersionsCommand;
import dev.cairn.cli.remote.LoginCommand;
import dev.cairn.cli.remote.TokenCommand;
import dev.cairn.cli.retirement.DeprecateCommand;
import dev.cairn.cli.retirement.RetireCommand;
import dev.cairn.cli.standalone.DownCommand;
import dev.cairn.cli.standalone.StatusCommand;
import dev.cairn.cli.standalone.UpCommand;
import dev.cairn.events.types.Stage;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.core.JacksonException;

/** The root of the {@code cairn} command. */
@Command(
        name = "cairn",
        mixinStandardHelpOptions = true,
        version = "cairn 0.1",
        description = "Keeps the history of your models, and proof that none of it was altered.",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, or it could not be done",
            "2:the command was not understood",
            "3:something was found to be altered"
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LoginCommand.class,
            TokenCommand.class,
            RegisterCommand.class,
            PullCommand.class,
            ModelsCommand.class,
            VersionsCommand.class,
            ShowCommand.class,
            HistoryCommand.class,
            TagCommand.class,
            AliasCommand.class,
            LineageCommand.class,
            PromoteCommand.class,
            PromotionsCommand.class,
            ReviewCommand.class,
            WithdrawCommand.class,
            RevokeCommand.class,
            PolicyCommand.class,
            TargetCommand.class,
            DeployCommand.class,
            ReportCommand.class,
            RunningCommand.class,
            RollbackCommand.class,
            UndeployCommand.class,
            AdmissionCommand.class,
            DeprecateCommand.class,
            RetireCommand.class,
            AuditCommand.class,
            ProofCommand.class,
            VerifyCommand.class,
            OperationsCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        })
public final class Cairn {

    private Cairn() {}

    public static void main(String[] arguments) {
        // Libraries talk to java.util.logging while they work; only what goes wrong concerns the user.
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(commandLine()
                .setOut(PlainOutput.on(System.out, "sun.stdout.encoding"))
                .setErr(PlainOutput.on(System.err, "sun.stderr.encoding"))
                .execute(arguments));
    }

    /** Ready to be executed; whatever fails ends as a sentence on the error stream and an exit code. */
    public static CommandLine commandLine() {
        var cairn = new CommandLine(new Cairn());
        explainEach(cairn);
        return cairn.setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(VersionReference.class, VersionReference::new)
                .registerConverter(UUID.class, Cairn::eventId)
                .registerConverter(Instant.class, Cairn::instant)
                .registerConverter(Stage.class, Cairn::stage)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((mistake, arguments) -> misunderstood(mistake))
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    }

    /** Only the root has a version; for a command that would be an option which does nothing. */
    private static void explainEach(CommandLine parent) {
        for (CommandLine command : parent.getSubcommands().values()) {
            if (command.getCommandSpec().findOption("--help") == null) {
                command.getCommandSpec()
                        .addOption(OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Explain this command.")
                                .build());
            }
            explainEach(command);
        }
    }

    private static UUID eventId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no event's id; cairn history and cairn audit show them");
        }
    }

    private static Stage stage(String text) {
        return Stream.of(Stage.values())
                .filter(stage -> stage.text().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no stage; there are "
                        + Stream.of(Stage.values()).map(Stage::text).collect(Collectors.joining(", "))));
    }

    /** An instant, or a day for its first one. */
    private static Instant instant(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text
                    + "' is no instant; write one such as 2026-11-24T09:00:00Z, or a day such as 2026-11-24, which begins at"
                    + " 00:00 UTC");
        }
    }

    /** Whoever knows no command yet reads what there is; whoever mistyped one reads how it is written. */
    private static int misunderstood(ParameterException mistake) {
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

    private static int explain(Exception failure, CommandLine command) {
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
