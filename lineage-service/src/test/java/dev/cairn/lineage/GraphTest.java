package dev.cairn.lineage;

import static dev.cairn.lineage.RunningLineage.await;
import static dev.cairn.lineage.RunningLineage.edges;
import static dev.cairn.lineage.RunningLineage.engineer;
import static dev.cairn.lineage.RunningLineage.escaped;
import static dev.cairn.lineage.RunningLineage.get;
import static dev.cairn.lineage.RunningLineage.graph;
import static dev.cairn.lineage.RunningLineage.ids;
import static dev.cairn.lineage.RunningLineage.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.registry.VersionEvent.DeprecationWithdrawn;
import dev.cairn.events.registry.VersionEvent.VersionDeprecated;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.VersionId;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.OtherServices;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The graph of one model's whole life, told by three services in whatever order. */
class GraphTest {

    /** Its start makes the topics. */
    @BeforeAll
    static void theServiceRuns() {
        assertThat(get(engineer(), "/api/v1/graph?node=data:none").status()).isEqualTo(404);
    }

    @Test
    @Clause({"LIN-1", "LIN-2", "PRV-1"})
    void aDeploymentLeadsBackToItsDataAndTheDataForwardToIt() {
        var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        life.events().forEach(LifeOfAModel.Told::happen);
        Answer up = await(
                graph(life.deployment(), "UPSTREAM"),
                answer -> edges(answer.json()).containsAll(life.edgesAboveTheDeployment()));

        assertThat(edges(up.json())).isEqualTo(life.edgesAboveTheDeployment());
        assertThat(up.json().path("partial")).isEmpty();
        JsonNode deployment = node(up.json(), life.deployment());
        assertThat(deployment.path("facts").path("state").asString()).isEqualTo("running");
        assertThat(node(up.json(), life.promotion()).path("facts").path("state").asString())
                .isEqualTo("approved");

        Answer down = get(engineer(), graph(life.data(), "DOWNSTREAM"));
        assertThat(ids(down.json())).contains(life.version(), life.child(), life.deployment(), life.target());
    }

    @Test
    @Clause({"LIN-1", "LIN-2"})
    void whateverOrderTheServicesAreHeardInTheGraphIsTheSame() {
        var random = new Random(4711);
        for (int i = 0; i < 5; i++) {
            var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
            List<List<LifeOfAModel.Told>> services = new ArrayList<>(life.byService());
            Collections.shuffle(services, random);
            services.forEach(told -> told.forEach(LifeOfAModel.Told::happen));

            Answer up = await(
                    graph(life.deployment(), "UPSTREAM"),
                    answer -> edges(answer.json()).containsAll(life.edgesAboveTheDeployment()));
            assertThat(edges(up.json())).isEqualTo(life.edgesAboveTheDeployment());
        }
    }

    @Test
    @Clause("EOL-1")
    void aDeprecationShowsUntilItIsTakenBack() {
        var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        VersionId version = VersionId.of(life.version().substring("version:".length()));
        life.registered().happen();

        OtherServices.happened("registry", new VersionDeprecated(version, "superseded", null, null, ""));
        await(graph(life.version(), "UPSTREAM"), answer -> deprecated(answer, life));
        OtherServices.happened("registry", new DeprecationWithdrawn(version));
        await(graph(life.version(), "UPSTREAM"), answer -> !deprecated(answer, life));
    }

    private static boolean deprecated(Answer graph, LifeOfAModel life) {
        return graph.status() == 200
                && node(graph.json(), life.version()).path("facts").has("deprecated");
    }

    @Test
    @Clause("LIN-1")
    void aParentNamedByItsDigestIsTheVersionThatHasIt() {
        var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        life.events().forEach(LifeOfAModel.Told::happen);

        Answer up = await(
                graph(life.child(), "UPSTREAM"), answer -> ids(answer.json()).contains(life.data()));

        assertThat(edges(up.json())).contains(life.child() + " derived-from " + life.version());
        assertThat(ids(up.json())).noneMatch(id -> id.matches("version:.*/[0-9a-f]{64}"));
    }

    @Test
    @Clause("LIN-1")
    void aParentNamedByLabelAndByDigestBeforeItIsHeardIsOneParent() {
        var parent = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        var child = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        child.registered().happen();
        child.madeFrom(parent).happen();
        await(graph(child.version(), "UPSTREAM"), answer -> answer.status() == 200);
        parent.events().forEach(LifeOfAModel.Told::happen);

        Answer up = await(
                graph(child.version(), "UPSTREAM"), answer -> ids(answer.json()).contains(parent.data()));

        assertThat(edges(up.json()))
                .filteredOn(edge -> edge.startsWith(child.version()))
                .containsExactly(child.version() + " derived-from " + parent.version());
        assertThat(ids(up.json())).noneMatch(id -> id.matches("version:.*/[0-9a-f]{64}"));
    }

    @Test
    @Clause({"LIN-1", "LIN-4"})
    void whatIsOnlyNamedIsShownAsReferenced() {
        var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        life.byService().get(2).forEach(LifeOfAModel.Told::happen);
        life.registered().happen();

        Answer up = await(
                graph(life.deployment(), "UPSTREAM"),
                answer -> answer.status() == 200 && ids(answer.json()).contains(life.promotion()));

        assertThat(node(up.json(), life.promotion()).path("recorded").asBoolean())
                .isFalse();
        assertThat(node(up.json(), life.version()).path("recorded").asBoolean()).isFalse();
        assertThat(node(up.json(), life.deployment()).path("recorded").asBoolean())
                .isTrue();
    }

    @Test
    @Clause({"LIN-1", "PRV-1"})
    void aDeploymentThatWasRefusedAtOnceHasItsVersionAndItsTarget() {
        var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        life.registered().happen();
        new LifeOfAModel.Told("deployment", life.refused()).happen();

        Answer down = await(graph(life.version(), "DOWNSTREAM"), answer -> refused(answer, life));

        assertThat(edges(down.json()))
                .containsExactly(
                        life.deployment() + " runs " + life.version(), life.target() + " hosts " + life.deployment());
        assertThat(node(down.json(), life.deployment())
                        .path("facts")
                        .path("deployer")
                        .asString())
                .endsWith("#mia");
    }

    @Test
    @Clause("PRV-1")
    void whoeverRefusesADeploymentIsNotItsDeployer() {
        var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        life.registered().happen();
        life.requested().happen();
        OtherServices.happened("deployment", life.refused());

        Answer down = await(graph(life.version(), "DOWNSTREAM"), answer -> refused(answer, life));

        assertThat(node(down.json(), life.deployment())
                        .path("facts")
                        .path("deployer")
                        .asString())
                .endsWith("#mia");
    }

    private static boolean refused(Answer graph, LifeOfAModel life) {
        return graph.status() == 200
                && ids(graph.json()).contains(life.deployment())
                && node(graph.json(), life.deployment())
                        .path("facts")
                        .path("state")
                        .asString()
                        .equals("refused");
    }

    @Test
    @Clause("LIN-3")
    void depthAndPathsAreAskedFor() {
        var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        life.events().forEach(LifeOfAModel.Told::happen);
        await(
                graph(life.deployment(), "UPSTREAM"),
                answer -> edges(answer.json()).containsAll(life.edgesAboveTheDeployment()));

        Answer near = get(engineer(), graph(life.deployment(), "UPSTREAM") + "&depth=1");
        assertThat(ids(near.json())).containsExactlyInAnyOrder(life.deployment(), life.version(), life.promotion());
        assertThat(near.json().path("partial").toString()).isEqualTo("[\"DEPTH\"]");

        Answer paths =
                get(engineer(), "/api/v1/paths?from=" + escaped(life.data()) + "&to=" + escaped(life.deployment()));
        assertThat(ids(paths.json()))
                .containsExactlyInAnyOrder(life.data(), life.version(), life.promotion(), life.deployment());
        Answer none =
                get(engineer(), "/api/v1/paths?from=" + escaped(life.deployment()) + "&to=" + escaped(life.data()));
        assertThat(none.json().path("nodes")).isEmpty();
    }

    @Test
    @Clause({"LIN-4", "PRV-1"})
    void theProvenanceOfAVersionSaysWhatIsMissing() {
        var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        life.events().forEach(LifeOfAModel.Told::happen);
        await(graph(life.child(), "UPSTREAM"), answer -> ids(answer.json()).contains(life.data()));

        Answer whole = get(engineer(), "/api/v1/provenance/" + life.version().substring("version:".length()));
        assertThat(whole.json().path("missing")).isEmpty();
        assertThat(ids(whole.json().path("graph"))).contains(life.data(), life.deployment(), life.target());
        Answer child = get(engineer(), "/api/v1/provenance/" + life.child().substring("version:".length()));
        assertThat(child.json().path("missing").toString()).isEqualTo("[\"data\",\"code\",\"experiment\"]");
    }

    @Test
    @Clause("ACL-1")
    void whatBelongsToAHiddenModelIsNotShownAndNothingIsReachedThroughIt() {
        var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.RESTRICTED);
        life.events().forEach(LifeOfAModel.Told::happen);
        String auditor = TestTokens.of("otto", "auditor");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(edges(get(auditor, graph(life.deployment(), "UPSTREAM"))
                                .json()))
                        .isEqualTo(life.edgesAboveTheDeployment()));
        String stranger = TestTokens.of("sam", "ml-engineer");

        for (String hidden : List.of(life.version(), life.deployment(), life.promotion(), life.child())) {
            Answer answer = get(stranger, graph(hidden, "BOTH"));
            assertThat(answer.status()).isEqualTo(404);
        }
        for (String direction : List.of("UPSTREAM", "DOWNSTREAM")) {
            assertThat(get(stranger, graph(life.data(), direction)).status()).isEqualTo(404);
        }

        var open = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN, life.data());
        open.events().forEach(LifeOfAModel.Told::happen);
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Answer shared = get(stranger, graph(life.data(), "DOWNSTREAM"));
            assertThat(shared.status()).isEqualTo(200);
            assertThat(ids(shared.json())).contains(life.data(), open.version()).doesNotContain(life.version());
            assertThat(shared.json().path("partial").toString()).isEqualTo("[\"HIDDEN\"]");
        });
    }

    @Test
    @Clause("ACL-1")
    void whoHasNoRoleSeesNothing() {
        var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        life.events().forEach(LifeOfAModel.Told::happen);
        await(graph(life.data(), "DOWNSTREAM"), answer -> answer.status() == 200);

        for (String node : List.of(life.data(), life.version(), life.target())) {
            assertThat(get(TestTokens.of("nobody"), graph(node, "BOTH")).status())
                    .isEqualTo(404);
        }
    }

    @Test
    @Clause("REG-7")
    void nonsenseIsRefused() {
        assertThat(get(engineer(), "/api/v1/graph?node=fraud").status()).isEqualTo(400);
        assertThat(get(engineer(), "/api/v1/graph?node=version:no-such/1").status())
                .isEqualTo(404);
        assertThat(get(engineer(), "/api/v1/graph?node=data:" + "x".repeat(3000))
                        .status())
                .isEqualTo(400);
        assertThat(get(engineer(), "/api/v1/graph?node=data:x&depth=0").status())
                .isEqualTo(400);
        assertThat(get(engineer(), "/api/v1/graph?node=data:x&direction=sideways")
                        .status())
                .isEqualTo(400);
    }
}
