package dev.cairn.cli.remote;

import dev.cairn.cli.Failure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Signs a person in. */
@Command(
        name = "login",
        description = "Signs you in: with your browser, or with --user where there is none.",
        footer = {
            "",
            "The standalone knows mia (ml-engineer), lea (approver:ml), rolf (approver:risk), gus and gina (governance),",
            "dan (deployer), ada (auditor) and olga (admin); the password of each is the name and '-demo', for example mia-demo."
        })
public final class LoginCommand implements Runnable {

    @Option(names = "--user", paramLabel = "NAME", description = "Sign in without a browser; asks for the password.")
    private @Nullable String user;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            arity = "0..1",
            interactive = true,
            description = "Given here, others may see it; without it the terminal asks.")
    private char @Nullable [] password;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var issuer = Endpoints.fromEnvironment().issuer();
        var signIn = new SignIn(issuer);
        Credentials.Token token = user != null
                ? signIn.withPassword(user, new String(password()))
                : new BrowserSignIn(signIn)
                        .await(address -> print("Open this address in a browser and sign in:\n  " + address));
        Credentials.ofThisUser().store(issuer, token);
        print("Signed in as " + token.subject() + " for "
                + Duration.between(Instant.now(), token.expires()).toMinutes() + " minutes.");
    }

    private char[] password() {
        if (password != null) {
            return password;
        }
        if (System.console() == null) {
            throw new Failure("There is no terminal to ask for the password.", "Give it with --password.");
        }
        return System.console().readPassword("Password of %s: ", user);
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
