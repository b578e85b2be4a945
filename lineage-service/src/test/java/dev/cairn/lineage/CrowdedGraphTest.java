package dev.cairn.lineage;

import static dev.cairn.lineage.RunningLineage.await;
import static dev.cairn.lineage.RunningLineage.engineer;
import static dev.cairn.lineage.RunningLineage.get;
import static dev.cairn.lineage.RunningLineage.graph;
import static dev.cairn.lineage.RunningLineage.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Sensitivity;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A version that more was made from than one answer has. */
class CrowdedGraphTest {

    private static final int LIMIT = 5_000;

    /** Its start makes the topics. */
    @BeforeAll
    static void theServiceRuns() {
        assertThat(get(engineer(), "/api/v1/graph?node=data:none").status()).isEqualTo(404);
    }

    @Test
    @Clause({"LIN-3", "PRV-1"})
    void aCrowdOfChildrenHidesNeitherPromotionsNorDeploymentsNorTargets() {
        var life = lived();
        crowd(life, life);

        Answer answer = get(engineer(), provenance(life));

        assertThat(ids(answer.json().path("graph")))
                .contains(life.data(), life.promotion(), life.deployment(), life.target())
                .hasSizeBetween(LIMIT / 2, LIMIT);
        assertThat(answer.json().path("graph").path("partial").toString()).isEqualTo("[\"SIZE\"]");
    }

    @Test
    @Clause({"LIN-3", "ACL-1"})
    void aCrowdThatTheCallerMayNotSeeTakesNoRoom() {
        var life = lived();
        var hidden = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.RESTRICTED);
        hidden.registered().happen();
        crowd(life, hidden);

        Answer answer = get(TestTokens.of("sam", "ml-engineer"), provenance(life));

        assertThat(ids(answer.json().path("graph")))
                .contains(life.data(), life.child(), life.promotion(), life.deployment(), life.target());
        assertThat(answer.json().path("graph").path("partial").toString()).isEqualTo("[\"HIDDEN\"]");
    }

    /** In the graph with all that came from it. */
    private static LifeOfAModel lived() {
        var life = new LifeOfAModel(TestServers.uniqueName("model"), Sensitivity.OPEN);
        life.events().forEach(LifeOfAModel.Told::happen);
        await(graph(life.version(), "DOWNSTREAM"), answer -> {
            var all = Set.of(life.child(), life.promotion(), life.deployment(), life.target());
            return answer.status() == 200 && ids(answer.json()).containsAll(all);
        });
        return life;
    }

    /** As many versions of the second model as one answer has, made from the first. */
    private static void crowd(LifeOfAModel parent, LifeOfAModel children) {
        String name = children.version().replaceFirst("/.*", "/crowd-");
        var jdbc = RunningLineage.SERVICE.bean(JdbcClient.class);
        jdbc.sql("""
                        insert into registry_node (node, model, recorded, facts)
                        select :name || n, :model, true, '{}' from generate_series(1, :limit) n
                        """)
                .param("name", name)
                .param("model", children.model())
                .param("limit", LIMIT)
                .update();
        jdbc.sql("""
                        insert into registry_edge (upstream, downstream, kind)
                        select :parent, :name || n, 'derived-from' from generate_series(1, :limit) n
                        """)
                .param("parent", parent.version())
                .param("name", name)
                .param("limit", LIMIT)
                .update();
    }

    private static String provenance(LifeOfAModel life) {
        return "/api/v1/provenance/" + life.version().substring("version:".length());
    }
}
