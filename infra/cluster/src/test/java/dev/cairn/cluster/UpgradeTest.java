package dev.cairn.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.cli.remote.Endpoints;
import dev.cairn.cli.signin.SignIn;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.standalone.FreePorts;
import dev.cairn.standalone.Service;
import dev.cairn.standalone.killing.load.Doors;
import dev.cairn.standalone.killing.load.Http.Answer;
import dev.cairn.standalone.killing.load.Manifests;
import dev.cairn.standalone.killing.load.Reach;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A cluster goes over to a later build, an instance at a time, and the later one writes what the present one has never heard of. */
@Tag("nightly")
class UpgradeTest {

    private static final Duration MOMENT = Duration.ofMinutes(1);
    private static final String MODEL = "scoring";
    private static final String VERSIONS = "/api/v1/models/" + MODEL + "/versions";
    private static final String VERSION = VERSIONS + "/latest";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final int offset = FreePorts.offset();
    private final Ports ports = new Ports(offset);
    private Path data;
    private Path present;
    private Path next;

    @BeforeEach
    void aClusterOfThePresentBuild() throws IOException {
        data = directory.resolve("data");
        present = Unpacked.at(directory.resolve("present"));
        next = NextBuild.of(present, directory.resolve("next"));
        in(present, "up");
    }

    @AfterEach
    void everythingEnds() {
        in(present, "down");
    }

    @Test
    void readersFirstThenTheWriterAndNothingWaitsForAHand() throws Exception {
        Doors old = mia(2);
        register(old);

        upgrade("approval", "deployment", "audit");
        upgrade("registry-1");
        Doors later = mia(1);
        assertThat(tag(later, "recommended", "two years of use").status()).isEqualTo(200);

        // The old instance would decide as if nothing had been recommended
        Answer refused = tag(old, "team", "credit");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("changed-by-newer-version");
        assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(old.registry().read(VERSION).path("tags").toString()).doesNotContain("credit");
        assertThat(tag(later, "team", "credit").status()).isEqualTo(200);

        // Lineage, a reader that was forgotten, keeps the model for later and goes on with all others
        await().atMost(MOMENT).until(() -> parked(Service.LINEAGE, 1) == 1 || parked(Service.LINEAGE, 2) == 1);

        upgrade("lineage-1");
        await().atMost(MOMENT).until(() -> parked(Service.LINEAGE, 1) == 0);
        upgrade("lineage-2", "registry-2");
        assertThat(tag(old, "team", "risk").status()).isEqualTo(200);

        for (Service service : Service.values()) {
            for (int instance = 1; instance <= ServiceInstance.COUNT; instance++) {
                int number = instance;
                await().atMost(MOMENT)
                        .untilAsserted(() -> assertThat(parked(service, number))
                                .as("%s-%s", service, number)
                                .isZero());
            }
        }
        await().atMost(MOMENT).untilAsserted(() -> assertThat(recommendations()).isEqualTo(1));
    }

    /** By a command of its own, as people give them. */
    private void in(Path home, String command, String... parts) {
        try (var cluster = new Cluster(home, data, offset, System.out)) {
            cluster.execute(command, List.of(parts));
        }
    }

    private void upgrade(String... parts) {
        for (String part : parts) {
            try (var cluster = new Cluster(next, data, offset, System.out)) {
                for (Part instance : cluster.topology().named(part)) {
                    cluster.execute("stop", List.of(instance.name()));
                    cluster.execute("start", List.of(instance.name()));
                }
            }
        }
    }

    private Doors mia(int instance) {
        return doors("mia", instance);
    }

    private Doors doors(String person, int instance) {
        Endpoints first = Endpoints.standalone(offset);
        String token = SignIn.at(first).withPassword(person, person + "-demo").value();
        int port = ports.service(Service.REGISTRY, instance) - Service.REGISTRY.port();
        return Doors.of(Reach.alone(Endpoints.standalone(port)), () -> token);
    }

    private static void register(Doors doors) throws IOException {
        byte[] weights = {1, 2, 3};
        assertThat(write(doors, "POST", "/api/v1/models", Map.of("name", MODEL)).status())
                .isEqualTo(201);
        assertThat(doors.registry()
                        .bytes("PUT", "/api/v1/blobs/" + Sha256Digest.of(weights), weights, 0)
                        .status())
                .isEqualTo(201);
        assertThat(write(doors, "POST", VERSIONS, Manifests.ofWeights(weights)).status())
                .isEqualTo(201);
    }

    private static Answer tag(Doors doors, String key, String value) throws IOException {
        return write(doors, "PUT", VERSION + "/tags/" + key, Map.of("value", value));
    }

    private static Answer write(Doors doors, String method, String path, Object body) throws IOException {
        return doors.registry().write(method, path, body, UUID.randomUUID().toString());
    }

    private double parked(Service service, int instance) {
        return Meters.greatest(ports.service(service, instance), "cairn_inbox_parked_keys");
    }

    /** As the log has them. */
    private long recommendations() throws IOException {
        return doors("ada", 1)
                .audit()
                .all("/api/v1/entries?type=dev.cairn.registry.VersionRecommended.v1")
                .size();
    }
}
