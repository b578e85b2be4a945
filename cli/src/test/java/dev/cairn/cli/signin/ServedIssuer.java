package dev.cairn.cli.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.cli.remote.Endpoints;
import dev.cairn.events.EventCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An installation and an issuer on this machine that say whatever a test has them say. */
final class ServedIssuer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Deque<String>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    ServedIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
        says("/registry/.well-known/oauth-protected-resource", metadata(address("/registry"), address("/realm")));
        says("/realm/.well-known/openid-configuration", description(address("/realm"), address("/realm/token")));
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Its registry names its issuer. */
    Endpoints installation() {
        URI registry = address("/registry");
        return new Endpoints(registry, registry, registry, registry, registry, null, address(""));
    }

    static String metadata(URI resource, URI issuer) {
        return "{\"resource\":\"" + resource + "\",\"authorization_servers\":[\"" + issuer + "\"]}";
    }

    String description(URI issuer, URI token) {
        return EventCodec.json()
                .writeValueAsString(Map.of(
                        "issuer", issuer.toString(),
                        "authorization_endpoint", address("/realm/authorize").toString(),
                        "device_authorization_endpoint",
                                address("/realm/device").toString(),
                        "token_endpoint", token.toString()));
    }

    /** One answer after the other; the last for as long as it is asked. */
    void says(String path, String... texts) {
        answers.put(path, new ArrayDeque<>(List.of(texts)));
    }

    /** What it was asked by POST. */
    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            asked.add(exchange.getRequestURI().getPath() + "?"
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        }
        byte[] body = String.valueOf(next(exchange.getRequestURI().getPath())).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                answers.containsKey(exchange.getRequestURI().getPath()) ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private @Nullable String next(String path) {
        Deque<String> texts = answers.getOrDefault(path, new ArrayDeque<>());
        return texts.size() > 1 ? texts.poll() : texts.peek();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
