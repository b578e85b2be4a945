package dev.cairn.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.approval.ApprovalApplication;
import dev.cairn.deployment.TrackerApplication;
import dev.cairn.lineage.LineageApplication;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import tools.jackson.databind.JsonNode;

/** Services that really start on what the chart tells them, but for what Kafka and the port are in a test; none has a store. */
@Tag("nightly")
class StartTest {

    private static final ServiceDatabase.Passwords PASSWORDS =
            new ServiceDatabase.Passwords("owner-of-a-service", "service-itself", "reader-of-a-service");

    static Stream<Arguments> services() {
        return Stream.of(
                Arguments.of("approval", ApprovalApplication.application()),
                Arguments.of("deployment", TrackerApplication.application()),
                Arguments.of("lineage", LineageApplication.application()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void aServiceStartsOnItsFilesAndAnswersItsProbes(String name, SpringApplication application, @TempDir Path home)
            throws IOException {
        Rendering rendering = rendering(name, home);
        JsonNode server = rendering.about("Deployment", name).at("/spec/template/spec/containers/0");
        try (var service = application.run(arguments(rendering, name, home))) {
            String address = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
            assertThat(Stream.of("startupProbe", "readinessProbe", "livenessProbe"))
                    .map(probe ->
                            server.path(probe).path("httpGet").path("path").asString())
                    .allSatisfy(path -> assertThat(status(address + path)).isEqualTo(200));
        }
    }

    private static Rendering rendering(String name, Path home) {
        Object kafka = TestService.springProperties(name, home).get("spring.kafka.bootstrap-servers");
        var database = ServiceDatabase.establish(TestServers.postgres(), name, "cairn_" + name, PASSWORDS);
        URI place = URI.create(database.url().substring("jdbc:".length()));
        return Rendering.minimal(
                "acme",
                "tls.ca.secret=",
                "postgresql.address=" + place.getAuthority(),
                "kafka.bootstrapServers=" + kafka,
                "services." + name + ".config.server\\.port=0",
                "services." + name + ".config.spring\\.kafka\\.properties\\.security\\.protocol=PLAINTEXT",
                "services." + name + ".config.cairn\\.relay\\.allow-unguarded-topics=true");
    }

    /** What the container's environment says, about files elsewhere. */
    private static String[] arguments(Rendering rendering, String name, Path home) throws IOException {
        Path told = Files.writeString(
                home.resolve(name + ".yaml"),
                rendering
                        .about("ConfigMap", name)
                        .path("data")
                        .path(name + ".yaml")
                        .asString());
        Path secrets = Files.createDirectory(home.resolve("secrets"));
        Map<String, String> known = Map.of(
                "spring.datasource.password", PASSWORDS.application(), "cairn.migration.password", PASSWORDS.owner());
        for (var secret : Settings.secrets(rendering, name).toList()) {
            Files.writeString(
                    secrets.resolve(secret.setting()), known.getOrDefault(secret.setting(), "a-secret-of-this-test"));
        }
        return new String[] {
            "--spring.config.additional-location=file:" + told, "--spring.config.import=configtree:" + secrets + "/"
        };
    }

    private static int status(String address) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
