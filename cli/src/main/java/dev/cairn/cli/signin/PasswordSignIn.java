package dev.cairn.cli.signin;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Credentials;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * Signs in with a password where no browser can be opened, by going through the issuer's own pages as a browser would. The
 * password is sent to the issuer and to nobody whom its pages lead to.
 */
final class PasswordSignIn {

    /** Where the issuer sends the person back to; on the loopback address it takes any port (RFC 8252, 7.3). */
    private static final URI NOWHERE = SignIn.callback(8765);

    private static final int REDIRECTS = 20;

    private final SignIn signIn;
    private final Issuer issuer;
    private final IssuerClient client = new IssuerClient();

    PasswordSignIn(SignIn signIn, Issuer issuer) {
        this.signIn = signIn;
        this.issuer = issuer;
    }

    Credentials.Token as(String user, String password) {
        issuer.requireEntrusted();
        SignIn.Challenge challenge = signIn.challenge(NOWHERE, false);
        HttpResponse<String> page = follow(client.get(challenge.address(), "text/html"));
        LoginForm form = LoginForm.in(page)
                .orElseThrow(() -> new Failure(
                        "The issuer " + issuer.name() + " shows no form for a name and a password, but status "
                                + page.statusCode() + ".",
                        "Sign in with a browser: cairn login"));
        requireOwn(form.action());
        HttpResponse<String> end = follow(client.post(form.action(), form.filled(user, password)));
        URI answer = redirect(end).orElseThrow(() -> refused(end));
        return signIn.redeem(challenge, IssuerClient.parameters(answer));
    }

    private Failure refused(HttpResponse<String> page) {
        return LoginForm.in(page).isPresent()
                ? new Failure(
                        "The issuer " + issuer.name() + " does not know this user and password.",
                        "cairn login --help names the demo users of a standalone.")
                : new Failure(
                        "The issuer " + issuer.name() + " asks for more than a name and a password.",
                        "Sign in with a browser: cairn login");
    }

    /** Up to a page, or to the answer that goes back to this machine. */
    private HttpResponse<String> follow(HttpResponse<String> first) {
        HttpResponse<String> response = first;
        for (int i = 0; i < REDIRECTS; i++) {
            Optional<URI> next = redirect(response);
            if (next.isEmpty() || isAnswer(next.get())) {
                return response;
            }
            requireOwn(next.get());
            response = client.get(next.get(), "text/html");
        }
        throw new Failure(
                "The issuer " + issuer.name() + " sends around in circles.", "Sign in with a browser: cairn login");
    }

    private static Optional<URI> redirect(HttpResponse<String> response) {
        return response.headers().firstValue("Location").map(response.uri()::resolve);
    }

    private static boolean isAnswer(URI address) {
        return address.toString().startsWith(NOWHERE + "?");
    }

    private void requireOwn(URI address) {
        if (!issuer.owns(address)) {
            throw new Failure(
                    "The issuer " + issuer.name() + " has people sign in elsewhere, at " + address.resolve("/") + ".",
                    "Sign in with a browser: cairn login");
        }
    }
}
