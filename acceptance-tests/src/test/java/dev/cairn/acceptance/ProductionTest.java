package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Answer;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.acceptance.system.Trail;
import dev.cairn.acceptance.system.Waiting;
import dev.cairn.test.Clause;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProductionTest {

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final Caller dan = cairn.person("dan");
    private final Caller gus = cairn.person("gus");
    private final Trail trail = new Trail();
    private final String target = trail.newTarget();

    @Test
    @Clause({"DEP-6", "PRO-4"})
    void what_nobody_approved_is_refused_whoever_asks() {
        String label = trail.registered();

        trail.deploy(label, target).problem(409, "deployment-refused");
        cairn.machine("cluster")
                .deployment()
                .post("/api/v1/deployments", Map.of("version", trail.model() + "/" + label, "target", target))
                .problem(409, "deployment-refused");
        mia.deployment()
                .post("/api/v1/deployments", Map.of("version", trail.model() + "/" + label, "target", target))
                .problem(403, "role-missing");
        assertThat(trail.at(target).isMissingNode()).isTrue();
    }

    @Test
    @Clause({"DEP-1", "DEP-2", "DEP-3"})
    void what_was_approved_runs_and_who_asks_sees_where_since_when_and_by_which_approval() {
        Instant before = Instant.now();
        String label = trail.registered();
        String promotion = trail.promoted(label);
        trail.running(label, target);

        JsonNode runs = trail.at(target);
        assertThat(runs.path("version").asString()).isEqualTo(trail.model() + "/" + label);
        assertThat(runs.path("promotion").asString()).isEqualTo(promotion);
        assertThat(runs.path("deployer").asString()).isEqualTo(dan.actor());
        assertThat(Instant.parse(runs.path("since").asString())).isAfter(before);
        assertThat(dan.deployment()
                        .get("/api/v1/production?target=" + target + "&asOf=" + before)
                        .expect(200)
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    @Clause("DEP-4")
    void one_call_goes_back_to_what_ran_before_and_says_why() {
        String first = trail.registered();
        trail.promoted(first);
        trail.running(first, target);
        String second = trail.registered();
        trail.promoted(second);
        trail.running(second, target);

        rollBack(Map.of("reason", "it misjudges")).expect(201);

        assertThat(trail.at(target).path("version").asString()).isEqualTo(trail.model() + "/" + first);
        rollBack(Map.of("to", "7.7.7", "reason", "it misjudges")).problem(409, "rollback-impossible");
    }

    @Test
    @Clause({"APR-1", "DEP-6", "DEP-9"})
    void a_revocation_is_felt_where_the_version_runs_and_where_it_would_be_admitted() {
        String label = trail.registered();
        String promotion = trail.promoted(label);
        String digest = trail.running(label, target).path("digest").asString();
        assertThat(admission(digest).path("admitted").asBoolean()).isTrue();

        gus.approval()
                .post("/api/v1/promotions/" + promotion + "/revocation", Map.of("reason", "a flaw"))
                .expect(200);

        Waiting.untilTrue("word of the revocation", () -> trail.at(target).hasNonNull("unapproved"));
        assertThat(admission(digest).path("admitted").asBoolean()).isFalse();
        trail.deploy(label, trail.newTarget()).problem(409, "deployment-refused");
    }

    @Test
    @Clause("DEP-9")
    void a_target_that_runs_something_else_shows_as_drift() {
        String label = trail.registered();
        trail.promoted(label);
        String deployment = trail.running(label, target).path("id").asString();

        cairn.machine("cluster")
                .deployment()
                .post(
                        "/api/v1/deployments/" + deployment + "/status",
                        Map.of("status", "RUNNING", "digest", "00".repeat(32)))
                .expect(200);

        assertThat(trail.at(target).path("drift").toString()).contains("00".repeat(32));
    }

    @Test
    @Clause({"EOL-3", "EOL-6", "EOL-2"})
    void what_runs_does_not_retire_and_what_retired_does_not_run() {
        String first = trail.registered();
        trail.promoted(first);
        JsonNode running = trail.running(first, target);
        String version = "/api/v1/models/" + trail.model() + "/versions/" + first;
        mia.registry()
                .put(version + "/deprecation", Map.of("reason", "superseded"))
                .expect(200);

        assertThat(retirement(version).path("objection").asString()).contains(target);
        dan.deployment()
                .post(
                        "/api/v1/deployments/" + running.path("id").asString() + "/undeployment",
                        Map.of("reason", "its time is over"))
                .expect(200);
        assertThat(retirement(version).path("state").asString()).isEqualTo("RETIRED");

        trail.deploy(first, target).problem(409, "deployment-refused");
    }

    @Test
    @Clause("PRV-1")
    void one_query_leads_from_what_runs_back_to_its_version_and_approval() {
        String label = trail.registered();
        String promotion = trail.promoted(label);
        String node = "deployment:" + trail.running(label, target).path("id").asString();
        String query = "/api/v1/graph?direction=UPSTREAM&node=" + URLEncoder.encode(node, StandardCharsets.UTF_8);
        List<String> upstream = List.of("version:" + trail.model() + "/" + label, "promotion:" + promotion);

        Waiting.untilTrue(
                "what " + node + " came from",
                () -> mia.lineage()
                        .get(query)
                        .json()
                        .path("nodes")
                        .valueStream()
                        .map(it -> it.path("id").asString())
                        .toList()
                        .containsAll(upstream));
    }

    private Answer rollBack(Map<String, String> rollback) {
        return dan.deployment().post("/api/v1/targets/" + target + "/models/" + trail.model() + "/rollback", rollback);
    }

    private JsonNode admission(String digest) {
        return dan.deployment()
                .get("/api/v1/admission/" + trail.model() + "/" + digest + "?target=" + target)
                .expect(200)
                .json();
    }

    private JsonNode retirement(String version) {
        mia.registry().post(version + "/retirement", Map.of("reason", "unused")).expect(202);
        return Waiting.until("an answer about " + version, () -> {
            JsonNode answer =
                    mia.registry().get(version + "/retirement").expect(200).json();
            return answer.path("state").asString().equals("REQUESTED") ? Optional.empty() : Optional.of(answer);
        });
    }
}
