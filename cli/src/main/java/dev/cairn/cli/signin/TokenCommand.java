package dev.cairn.cli.signin;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Credentials;
import dev.cairn.cli.remote.Endpoints;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a token, for scripts and machines. */
@Command(
        name = "token",
        description = {
            "Prints a token to use as a bearer token, or as CAIRN_TOKEN.",
            "For a machine account, name it with --client; its secret comes from CAIRN_CLIENT_SECRET."
        })
public final class TokenCommand implements Runnable {

    @Option(names = "--client", paramLabel = "NAME", description = "A machine account.")
    private @Nullable String client;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var endpoints = Endpoints.fromEnvironment();
        String token = client == null
                ? Credentials.ofThisUser().require(endpoints.installation())
                : SignIn.at(endpoints).asMachine(client, secret()).value();
        spec.commandLine().getOut().println(token);
    }

    private String secret() {
        String secret = System.getenv("CAIRN_CLIENT_SECRET");
        if (secret == null) {
            throw new Failure("CAIRN_CLIENT_SECRET is not set.", "Put the machine account's secret there.");
        }
        return secret;
    }
}
