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
import dev.cairn.cli.cluster.ClusterCommand;
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
import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.retirement.DeprecateCommand;
import dev.cairn.cli.retirement.RetireCommand;
import dev.cairn.cli.signin.LoginCommand;
import dev.cairn.cli.signin.TokenCommand;
import dev.cairn.cli.standalone.DownCommand;
import dev.cairn.cli.standalone.StatusCommand;
import dev.cairn.cli.standalone.UpCommand;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Stage;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

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
            ClusterCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        })
public final class Cairn {

    private static final Set<String> MACHINE = Set.of("up", "down", "cluster");

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
        cairn.getSubcommands().values().stream().filter(Cairn::talksToServices).forEach(Cairn::takeUrl);
        return cairn.setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(VersionReference.class, VersionReference::new)
                .registerConverter(UUID.class, Arguments::eventId)
                .registerConverter(Instant.class, Arguments::instant)
                .registerConverter(ModelName.class, Arguments::model)
                .registerConverter(Stage.class, Arguments::stage)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((mistake, arguments) -> Explanations.misunderstood(mistake))
                .setExecutionExceptionHandler((failure, command, parsed) -> Explanations.explain(failure, command));
    }

    /** The others are about what is on this machine. */
    private static boolean talksToServices(CommandLine command) {
        Class<?> code = command.getCommandSpec().userObject().getClass();
        return code.getPackageName().startsWith("dev.cairn.") && !MACHINE.contains(command.getCommandName());
    }

    private static void takeUrl(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("--url")
                        .paramLabel("URL")
                        .type(String.class)
                        .setter(new ISetter() {
                            @Override
                            public <T> @Nullable T set(@Nullable T url) {
                                if (url != null) {
                                    Endpoints.choose(url.toString());
                                }
                                return url;
                            }
                        })
                        .description("Where Cairn is, if not on this machine (default: CAIRN_URL).")
                        .build());
        command.getSubcommands().values().forEach(Cairn::takeUrl);
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
}
