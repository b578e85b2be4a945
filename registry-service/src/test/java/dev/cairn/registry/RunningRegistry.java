package dev.cairn.registry;

import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Answer;
import dev.cairn.test.RunningService;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The registry as its callers see it, started once for all tests of this JVM. */
final class RunningRegistry {

    static final Path ARTIFACTS = TestService.temporaryDirectory("artifacts");
    /** Most bytes of an artifact here. */
    static final int LARGEST = 64 * 1024 * 1024;

    private static final RunningService SERVICE = RunningService.start(
            RegistryApplication.application(),
            "registry",
            ARTIFACTS,
            Map.of(
                    "cairn.registry.naming-rule.pattern", "(?!forbidden).*",
                    "cairn.registry.naming-rule.words", "a name does not begin with 'forbidden'",
                    "cairn.registry.artifacts.largest", LARGEST + "B",
                    "cairn.registry.scrub.per-second", "1GB",
                    // Due after five minutes where nothing was ever read, whatever test runs then
                    "cairn.registry.scrub.every", "36500d"));

    private RunningRegistry() {}

    static <T> T bean(Class<T> type) {
        return SERVICE.bean(type);
    }

    static RequestMappingHandlerMapping mappings() {
        return SERVICE.mappings();
    }

    static JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    static Answer get(String token, String path, String... headers) {
        return SERVICE.get(token, path, headers);
    }

    static Answer write(String token, String method, String path, @Nullable Object body, String... headers) {
        return SERVICE.write(token, method, path, body, headers);
    }

    /** Sends content and gives its digest. */
    static Sha256Digest upload(String token, byte[] content) {
        Sha256Digest digest = Sha256Digest.of(content);
        Answer answer = put(token, digest, BodyPublishers.ofByteArray(content));
        if (answer.status() != 201) {
            throw new AssertionError(answer.toString());
        }
        return digest;
    }

    static Answer put(String token, Sha256Digest digest, BodyPublisher content) {
        return send(request(token, "/api/v1/blobs/" + digest)
                .header("Content-Type", "application/octet-stream")
                .PUT(content));
    }

    static HttpRequest.Builder request(String token, String path, String... headers) {
        return SERVICE.request(token, path, headers);
    }

    static URI address(String path) {
        return SERVICE.address(path);
    }

    static Answer send(HttpRequest.Builder request) {
        return SERVICE.send(request);
    }

    static String engineer() {
        return TestTokens.of("mia", "ml-engineer");
    }

    /** A model that no other test has. */
    static String newModel(String token, String scheme) {
        String name = TestServers.uniqueName("model");
        Answer answer = write(token, "POST", "/api/v1/models", Map.of("name", name, "scheme", scheme));
        if (answer.status() != 201) {
            throw new AssertionError(answer.toString());
        }
        return name;
    }

    /** A manifest of one weights file. */
    static String manifest(Sha256Digest weights, long size, String more) {
        return """
               {"manifestVersion": 1%s,
                "artifacts": [{"path": "model.bin", "role": "weights", "size": %d,
                               "mediaType": "application/octet-stream", "digest": "%s"}]}
               """.formatted(more, size, weights);
    }

    /** Where the store keeps the bytes of a blob. */
    static Path file(Sha256Digest digest) {
        return ARTIFACTS
                .resolve("blobs")
                .resolve(digest.value().substring(0, 2))
                .resolve(digest.value())
                .resolve("content");
    }

    /** What the events of a model, its versions and access to it say that have this type, in their order. */
    static List<JsonNode> events(String model, String type) {
        return jdbc().sql("select data from events.event where key = ? and type like ? order by global_index")
                .param("model:" + model)
                .param("%." + type + ".v1")
                .query((row, number) -> EventCodec.json().readTree(row.getBytes("data")))
                .list();
    }

    /**
     * Sends bytes as they are and gives the answer, as far as it comes.
     *
     * @param request the text of the request, and then no more
     */
    static String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", address("/").getPort())) {
            socket.setSoTimeout(30_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
            } catch (IOException e) {
                // The service answered and hung up before everything was sent; its answer is still there to read.
            }
            var answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (IOException e) {
                // Hung up in the middle; what came is what counts.
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** Everything that a refused request must leave as it was: decisions, views, uploads and files. */
    static Map<String, Long> traces() {
        Map<String, Long> traces = new TreeMap<>();
        jdbc().sql("""
                        select schemaname || '.' || tablename from pg_tables
                        where schemaname in ('views', 'registry') and tablename not in ('retrieval', 'scrub')
                        """).query(String.class).list().forEach(table -> traces.put(table, count(table)));
        traces.put("decisions", count("events.event where topic = 'cairn.registry'"));
        try (var files = Files.walk(ARTIFACTS)) {
            traces.put(
                    "files",
                    files.filter(path -> !path.startsWith(ARTIFACTS.resolve("objects")))
                            .count());
        } catch (IOException | UncheckedIOException e) {
            traces.put("files", -1L);
        }
        return traces;
    }

    private static long count(String rows) {
        return jdbc().sql("select count(*) from " + rows).query(Long.class).single();
    }
}
