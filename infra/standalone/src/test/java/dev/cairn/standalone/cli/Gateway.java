package dev.cairn.standalone.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/** One address for all services, each below its name, as an installation has it: says what it took away, and passes on the rest. */
final class Gateway implements AutoCloseable {

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "http2-settings", "transfer-encoding", "upgrade");

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    /** @param ports of the services, by name */
    Gateway(Map<String, Integer> ports) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        ports.forEach((name, port) -> server.createContext("/" + name + "/", exchange -> pass(exchange, name, port)));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void pass(HttpExchange exchange, String name, int port) throws IOException {
        String asked = exchange.getRequestURI().toString().substring(name.length() + 1);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + asked))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                .header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("Host"))
                .header("X-Forwarded-Proto", "http")
                .header("X-Forwarded-Prefix", "/" + name);
        exchange.getRequestHeaders().forEach((header, values) -> {
            if (!OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(header, value));
            }
        });
        try (exchange) {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            response.headers().map().forEach((header, values) -> {
                if (!OF_THE_CONNECTION.contains(header)) {
                    exchange.getResponseHeaders().put(header, values);
                }
            });
            byte[] body = response.body().readAllBytes();
            exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
