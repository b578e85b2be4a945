package dev.cairn.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Stands before an S3 server and hands everything on, until it is told to be slow, broken or full. What was signed by another
 * time it refuses.
 */
final class UnwellStore implements AutoCloseable {

    /** What is wrong with it. */
    enum Trouble {
        NONE,
        SLOW,
        ERROR,
        FULL
    }

    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final Duration LARGEST_DIFFERENCE = Duration.ofMinutes(15);
    private static final DateTimeFormatter SIGNED =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
    private static final Set<String> WITH_BODY = Set.of("PUT", "POST");

    /** Written anew by whoever sends. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "transfer-encoding", "keep-alive", "date");

    private final String server;
    private final HttpServer proxy;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final OkHttpClient client = new OkHttpClient.Builder()
            .followRedirects(false)
            .readTimeout(Duration.ofMinutes(1))
            .build();
    private volatile Trouble trouble = Trouble.NONE;

    /** @param server such as {@code http://127.0.0.1:9000} */
    UnwellStore(String server, int port) {
        this.server = server;
        // Else each answer waits 40 ms for an acknowledgement that its receiver delays
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        proxy.createContext("/", this::handle);
        proxy.setExecutor(threads);
        proxy.start();
    }

    void become(Trouble wrong) {
        trouble = wrong;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isOutOfTime(exchange)) {
                refuse(
                        exchange,
                        403,
                        "RequestTimeTooSkewed",
                        "The difference between the request time and the current time is too large.");
                return;
            }
            Trouble now = trouble;
            if (now == Trouble.SLOW) {
                Thread.sleep(DELAY.toMillis());
            }
            if (now == Trouble.ERROR) {
                refuse(exchange, 500, "InternalError", "We encountered an internal error. Please try again.");
            } else if (now == Trouble.FULL && WITH_BODY.contains(exchange.getRequestMethod())) {
                refuse(
                        exchange,
                        507,
                        "XMinioStorageFull",
                        "Storage backend has reached its minimum free drive threshold.");
            } else {
                handOn(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        byte[] answer =
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>")
                        .formatted(code, message)
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        boolean silent = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, silent ? -1 : answer.length);
        if (!silent) {
            exchange.getResponseBody().write(answer);
        }
    }

    /** As S3 has it; not every server that one puts in its place looks. */
    private static boolean isOutOfTime(HttpExchange exchange) {
        String signed = exchange.getRequestHeaders().getFirst("x-amz-date");
        return signed != null
                && Duration.between(Instant.from(SIGNED.parse(signed)), Instant.now())
                                .abs()
                                .compareTo(LARGEST_DIFFERENCE)
                        > 0;
    }

    private void handOn(HttpExchange exchange) throws IOException {
        var request = new Request.Builder().url(server + exchange.getRequestURI());
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });
        String method = exchange.getRequestMethod();
        request.method(method, WITH_BODY.contains(method) ? body(exchange) : null);
        try (Response response = client.newCall(request.build()).execute()) {
            response.headers().forEach(header -> {
                if (!OF_THE_CONNECTION.contains(header.getFirst().toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().add(header.getFirst(), header.getSecond());
                }
            });
            answer(exchange, response, method.equals("HEAD"));
        }
    }

    private static void answer(HttpExchange exchange, Response response, boolean silent) throws IOException {
        if (silent) {
            String length = response.header("Content-Length");
            if (length != null) {
                exchange.getResponseHeaders().set("Content-Length", length);
            }
            exchange.sendResponseHeaders(response.code(), -1);
            return;
        }
        long length = response.body().contentLength();
        exchange.sendResponseHeaders(response.code(), length == 0 || response.code() == 204 ? -1 : Math.max(0, length));
        if (length != 0 && response.code() != 204) {
            response.body().byteStream().transferTo(exchange.getResponseBody());
        }
    }

    private static RequestBody body(HttpExchange exchange) {
        InputStream content = exchange.getRequestBody();
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return null;
            }

            @Override
            public long contentLength() {
                return length == null ? -1 : Long.parseLong(length);
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                content.transferTo(sink.outputStream());
            }
        };
    }

    @Override
    public void close() {
        proxy.stop(0);
        threads.shutdownNow();
    }
}
