package dev.cairn.cli.signin;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Credentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The person signs in with a browser, which brings the answer back to a port of this machine (RFC 8252). */
final class BrowserSignIn {

    private static final int MINUTES = 5;

    private final SignIn signIn;

    BrowserSignIn(SignIn signIn) {
        this.signIn = signIn;
    }

    /**
     * @param fresh whether who is signed in at the issuer already has to prove it again
     * @param open told the address that the person has to open
     */
    Credentials.Token await(boolean fresh, Consumer<String> open) {
        var answer = new CompletableFuture<Map<String, String>>();
        HttpServer callback = listen(answer);
        try {
            SignIn.Challenge challenge =
                    signIn.challenge(SignIn.callback(callback.getAddress().getPort()), fresh);
            open.accept(challenge.address().toString());
            return signIn.redeem(challenge, answer.get(MINUTES, TimeUnit.MINUTES));
        } catch (TimeoutException e) {
            throw new Failure("Nobody signed in within " + MINUTES + " minutes.", "Try again with: cairn login");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while waiting for the browser", null);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            callback.stop(0);
        }
    }

    private static HttpServer listen(CompletableFuture<Map<String, String>> answer) {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/callback", exchange -> {
                byte[] page = "Signed in; you can close this window.".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
                answer.complete(IssuerClient.parameters(exchange.getRequestURI()));
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new Failure(
                    "No port of this machine can be listened on, so the browser could not answer: " + e.getMessage(),
                    "Sign in with a browser elsewhere: cairn login --device");
        }
    }
}
