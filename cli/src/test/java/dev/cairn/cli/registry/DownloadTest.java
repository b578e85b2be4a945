package dev.cairn.cli.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Api;
import dev.cairn.events.CanonicalJson;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class DownloadTest {

    private static final String VERSION = "/api/v1/models/fraud/versions/";

    @TempDir
    private Path directory;

    private final ObjectNode manifest = EventCodec.json().createObjectNode();
    private final ArrayNode artifacts = manifest.putArray("artifacts");
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void artifact(String path, String registered, String served) {
        artifacts
                .addObject()
                .put("path", path)
                .put("digest", Sha256Digest.of(registered.getBytes(UTF_8)).value());
        answer(VERSION + "1/artifacts/" + path, served);
    }

    private void answer(String path, String body) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, body.getBytes(UTF_8).length);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
    }

    private Path pull() {
        return pull("latest");
    }

    private Path pull(String reference) {
        ObjectNode version = EventCodec.json().createObjectNode();
        version.put("label", "1").put("digest", CanonicalJson.digest(manifest).value());
        version.set("manifest", manifest);
        answer(VERSION + reference, version.toString());
        var registry =
                new Api(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), () -> "token");
        return new Download(registry, line -> {})
                .pull(new VersionReference("fraud/" + reference), directory.resolve("it"));
    }

    private String text(String path) throws IOException {
        return Files.readString(directory.resolve("it").resolve(path));
    }

    @Test
    void artifactsWhoseNamesLookLikeOneAnothersPartsAllArrive() throws IOException {
        artifact("a.arriving", "one", "one");
        artifact("a", "two", "two");
        artifact("deep/b", "three", "three");

        Path pulled = pull();

        assertThat(text("a.arriving")).isEqualTo("one");
        assertThat(text("a")).isEqualTo("two");
        assertThat(text("deep/b")).isEqualTo("three");
        assertThat(Files.readAllBytes(pulled.resolve("manifest.json"))).isEqualTo(CanonicalJson.of(manifest));
        try (Stream<Path> all = Files.list(pulled)) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("a.arriving", "a", "deep", "manifest.json");
        }
    }

    @Test
    void anArtifactInTheManifestsPlaceIsNotLostInSilence() {
        artifact("manifest.json", "one", "one");

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(this::pull)
                .withMessageContaining("manifest.json would take the place of another file");
    }

    @Test
    void whatWasThereStaysWhereTheVersionIsNotWhatWasRegistered() throws IOException {
        artifact("a", "new", "new");
        artifact("b", "new", "altered");
        Files.createDirectories(directory.resolve("it"));
        Files.writeString(directory.resolve("it/a"), "old");

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(this::pull)
                .withMessageContaining("b is not what was registered")
                .matches(failure -> failure.exitCode() == Failure.ALTERED);
        try (Stream<Path> all = Files.walk(directory.resolve("it"))) {
            assertThat(all.filter(Files::isRegularFile)).singleElement().hasToString(directory + "/it/a");
        }
        assertThat(text("a")).isEqualTo("old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:"})
    void aVersionThatIsNotTheOneWithTheDigestIsNotPulled(String prefix) {
        artifact("a", "evil", "evil");
        String own = CanonicalJson.digest(manifest).value();

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> pull(prefix + "0".repeat(64)))
                .withMessageContaining("another version than the one that has the digest 000")
                .matches(failure -> failure.exitCode() == Failure.ALTERED)
                .matches(failure -> String.valueOf(failure.next()).contains("fraud/" + own));
        assertThat(directory.resolve("it")).doesNotExist();
        assertThat(pull(prefix + own).resolve("a")).exists();
    }
}
