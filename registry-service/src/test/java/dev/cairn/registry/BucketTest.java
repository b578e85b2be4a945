package dev.cairn.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.kafka.KafkaRights;
import dev.cairn.kafka.TopicLayout;
import dev.cairn.platform.writeonce.WriteOnceStore;
import dev.cairn.test.Clause;
import dev.cairn.test.ObjectStore;
import dev.cairn.test.TestService;
import dev.cairn.test.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The registry with its bytes in a bucket: of a server that enforces locks where one was given, else of one that pretends. */
class BucketTest {

    private static final int MIB = 1024 * 1024;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static EmbeddedBroker broker;
    private static ConfigurableApplicationContext registry;

    @BeforeAll
    static void start() throws Exception {
        // The topics of the other broker belong to the registry of the other tests
        broker = EmbeddedBroker.start(TestService.temporaryDirectory("kafka"), 0, 0);
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            KafkaRights.establishTopics(admin, TopicLayout.ALONE);
        }
        ObjectStore server = ObjectStore.enforcing().orElseGet(ObjectStore::pretending);
        Map<String, Object> settings =
                new HashMap<>(TestService.springProperties("registry", TestService.temporaryDirectory("unused")));
        settings.remove("cairn.write-once.directory");
        settings.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
        settings.putAll(server.springProperties(server.freshBucket()));
        settings.put("cairn.registry.retention.period", "5m");
        registry = RegistryApplication.application()
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @Test
    @Clause({"VER-8", "VER-3", "RET-1", "RET-2"})
    void registersAndHandsOutExactlyTheBytesAndLocksThem() throws Exception {
        byte[] content = new byte[17 * MIB];
        new Random().nextBytes(content);
        Sha256Digest digest = Sha256Digest.of(content);
        assertThat(send(request("/api/v1/blobs/" + digest)
                                .header("Content-Type", "application/octet-stream")
                                .PUT(BodyPublishers.ofByteArray(content)))
                        .statusCode())
                .isEqualTo(201);
        String version = register("in-a-bucket", digest, content.length);

        assertThat(send(request(version + "/artifacts/model.bin")).body()).isEqualTo(content);
        assertThat(send(request(version + "/artifacts/model.bin").header("Range", "bytes=8388600-8388700"))
                        .body())
                .isEqualTo(Arrays.copyOfRange(content, 8388600, 8388701));
        assertThat(registry.getBean(WriteOnceStore.class)
                        .find(digest)
                        .orElseThrow()
                        .lockedUntil())
                .isAfter(Instant.now().plus(Duration.ofMinutes(4)));
    }

    @Test
    @Clause({"VER-8", "RET-1"})
    void takesContentInParts() throws Exception {
        byte[] content = new byte[9 * MIB];
        new Random().nextBytes(content);
        String upload = "/api/v1/uploads/"
                + json(post("/api/v1/uploads", "")).path("id").asString();
        for (int from = 0; from < content.length; from += 3 * MIB) {
            assertThat(send(request(upload)
                                    .header("Content-Type", "application/octet-stream")
                                    .header("Upload-Offset", Integer.toString(from))
                                    .method("PATCH", BodyPublishers.ofByteArray(content, from, 3 * MIB)))
                            .statusCode())
                    .isEqualTo(200);
        }
        Sha256Digest digest = Sha256Digest.of(content);
        assertThat(post(upload + "/completion", "{\"digest\": \"" + digest + "\"}")
                        .statusCode())
                .isEqualTo(201);
        String version = register("in-parts", digest, content.length);
        assertThat(send(request(version + "/artifacts/model.bin")).body()).isEqualTo(content);
    }

    /** Gives the version's address. */
    private static String register(String model, Sha256Digest weights, int size) throws Exception {
        String models = "/api/v1/models";
        assertThat(post(models, "{\"name\": \"" + model + "\", \"scheme\": \"NUMBER\"}")
                        .statusCode())
                .isEqualTo(201);
        String versions = models + "/" + model + "/versions";
        HttpResponse<byte[]> registered = post(versions, RunningRegistry.manifest(weights, size, ""));
        assertThat(registered.statusCode())
                .as(new String(registered.body(), StandardCharsets.UTF_8))
                .isEqualTo(201);
        return versions + "/1";
    }

    private static HttpResponse<byte[]> post(String path, String body) throws Exception {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return EventCodec.json().readTree(answer.body());
    }

    private static HttpRequest.Builder request(String path) {
        String port = registry.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + TestTokens.of("mia", "ml-engineer"));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }
}
