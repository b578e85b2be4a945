package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.get;
import static dev.cairn.registry.RunningRegistry.jdbc;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RebuildTest {

    private static final String ADMIN = TestTokens.of("ada", "admin");

    @Test
    @Clause({"REG-5", "IMM-4"})
    void theCatalogueIsEqualRowForRow() throws InterruptedException {
        aModelWithAllThatItCanHave();
        // Other tests alter views too, and leave them so
        rebuild();
        Map<String, List<String>> before = catalogue();
        assertThat(before)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
        jdbc().sql("update version set digest = 'forged ' || label").update();
        jdbc().sql("delete from model").update();

        rebuild();

        assertThat(catalogue()).isEqualTo(before);
    }

    @Test
    @Clause("ACL-1")
    void onlyAnAdministratorRecovers() {
        for (String operation : List.of("rebuild", "restore", "republish")) {
            Answer refused = write(engineer(), "POST", "/api/v1/operations/" + operation, Map.of());
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("role-missing");
        }
    }

    private static void rebuild() throws InterruptedException {
        Answer started = write(ADMIN, "POST", "/api/v1/operations/rebuild", Map.of());
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        Answer ended = ended(started.header("Location"));
        assertThat(ended.json().path("state").asString()).as(ended.toString()).isEqualTo("DONE");
    }

    private static Answer ended(String run) throws InterruptedException {
        long begun = System.nanoTime();
        Answer answer = get(ADMIN, run);
        while (answer.json().path("state").asString().equals("RUNNING")) {
            assertThat(System.nanoTime() - begun)
                    .isLessThan(Duration.ofMinutes(3).toNanos());
            Thread.sleep(20);
            answer = get(ADMIN, run);
        }
        return answer;
    }

    private static void aModelWithAllThatItCanHave() {
        String model = "/api/v1/models/" + RunningRegistry.newModel(engineer(), "NUMBER");
        byte[] weights = model.getBytes(StandardCharsets.UTF_8);
        Sha256Digest digest = upload(engineer(), weights);
        String more = """
                , "metrics": [{"name": "accuracy", "split": "test", "value": 0.9}],
                  "parameters": {"rate": 0.1, "optimizer": "adam"}
                """;
        allowed(write(
                engineer(),
                "POST",
                model + "/versions",
                RunningRegistry.manifest(digest, weights.length, more).getBytes(StandardCharsets.UTF_8)));
        allowed(write(engineer(), "PUT", model + "/versions/1/tags/purpose", Map.of("value", "candidate")));
        allowed(write(engineer(), "PUT", model + "/aliases/champion", Map.of("version", "1")));
        allowed(write(
                TestTokens.of("gwen", "governance"),
                "PUT",
                model + "/grants/bob",
                Map.of("permission", "READ", "reason", "reviews it")));
    }

    private static void allowed(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 299);
    }

    /** Every row of every table. */
    private static Map<String, List<String>> catalogue() {
        Map<String, List<String>> catalogue = new TreeMap<>();
        for (String table :
                List.of("model", "version", "artifact", "metric", "parameter", "tag", "alias", "access_grant")) {
            catalogue.put(
                    table,
                    jdbc().sql("select t::text from " + table + " t order by 1")
                            .query(String.class)
                            .list());
        }
        return catalogue;
    }
}
