package dev.cairn.cli.signin;

import dev.cairn.cli.Failure;
import dev.cairn.cli.Pause;
import dev.cairn.cli.remote.Credentials;
import dev.cairn.cli.remote.Endpoints;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Signs a person in. */
@Command(
        name = "login",
        description =
                "Signs you in: with your browser, with one on another machine (--device), or with --user where there is none.",
        footer = {
            "",
            "The standalone knows mia (ml-engineer), lea (approver:ml), rolf (approver:risk), gus and gina (governance),",
            "dan (deployer), ada (auditor) and olga (admin); the password of each is the name and '-demo', for example mia-demo."
        })
public final class LoginCommand implements Runnable {

    @ArgGroup
    private @Nullable Way way;

    private static final class Way {
        @Option(
                names = "--user",
                required = true,
                paramLabel = "NAME",
                description = "Sign in without a browser; asks for the password.")
        private @Nullable String user;

        @Option(
                names = "--device",
                required = true,
                description = "Shows an address and a code, for a browser on another machine.")
        private boolean device;
    }

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            arity = "0..1",
            interactive = true,
            description = "Given here, others may see it; without it the terminal asks.")
    private char @Nullable [] password;

    @Option(
            names = "--fresh",
            description =
                    "Prove again who you are, also where your browser is signed in: for a signature that asks for it.")
    private boolean fresh;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var endpoints = Endpoints.fromEnvironment();
        var signIn = SignIn.at(endpoints);
        if (endpoints.issuer() == null) {
            print(endpoints.installation() + " names the issuer "
                    + signIn.issuer().name() + "; your token will be sent to that installation and to no other.");
        }
        Instant begun = Instant.now();
        Credentials.Token token = signedIn(signIn);
        if (fresh) {
            signIn.requireFresh(token, Duration.between(begun, Instant.now()));
        }
        Credentials.ofThisUser().store(endpoints.installation(), token);
        print("Signed in as " + token.subject() + " for "
                + Duration.between(Instant.now(), token.expires()).toMinutes() + " minutes.");
    }

    private Credentials.Token signedIn(SignIn signIn) {
        if (way == null) {
            return new BrowserSignIn(signIn)
                    .await(fresh, address -> print("Open this address in a browser and sign in:\n  " + address));
        }
        if (way.user != null) {
            signIn.issuer().requireEntrusted();
            return signIn.withPassword(way.user, new String(password(way.user, signIn.issuer())));
        }
        return new DeviceSignIn(signIn, signIn.issuer(), pause -> Pause.ofMillis(pause.toMillis()))
                .await(shown -> print("Open this address in a browser, on whatever machine:\n  " + shown.address()
                        + "\nand type this code, which nobody else should have given you:\n  " + shown.code()));
    }

    private char[] password(String user, Issuer issuer) {
        if (password != null) {
            return password;
        }
        if (System.console() == null) {
            throw new Failure("There is no terminal to ask for the password.", "Give it with --password.");
        }
        return System.console().readPassword("Password of %s at %s: ", user, issuer.name());
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
