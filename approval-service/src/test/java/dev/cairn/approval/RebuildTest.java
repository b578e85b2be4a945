package dev.cairn.approval;

import static dev.cairn.approval.RunningApproval.get;
import static dev.cairn.approval.RunningApproval.governance;
import static dev.cairn.approval.RunningApproval.jdbc;
import static dev.cairn.approval.RunningApproval.post;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.registry.VersionEvent.VersionDeprecated;
import dev.cairn.events.types.Stage;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is read can be made anew from the event store and the topics. */
class RebuildTest {

    private static final String ADMIN = TestTokens.of("adam", "admin");

    @Test
    @Clause({"REG-5", "IMM-4"})
    void theViewsAreEqualRowForRow() {
        TakenIn model = TakenIn.model();
        model.inProduction("1.0.0");
        model.promoted("2.0.0", "dev");
        DeploymentAnswersTest.asked(model, "1.0.0", Stage.PROD);
        model.happened(new VersionDeprecated(model.version("1.0.0"), "superseded", null, null, ""), TakenIn.MIA);
        eventually(() -> {
            assertThat(rows("answer")).isNotEmpty();
            assertThat(rows("deprecation")).anyMatch(row -> row.contains(model.name()));
        });
        assertThat(post(
                                governance(),
                                "/api/v1/promotions/" + model.promoted("2.0.0", "dev") + "/revocation",
                                Map.of("reason", "x"))
                        .status())
                .isEqualTo(200);
        Map<String, List<String>> before = views();
        jdbc().sql("update promotion set state = 'APPROVED'").update();
        jdbc().sql("delete from version").update();

        rebuild();

        assertThat(views()).isEqualTo(before);
    }

    private static void rebuild() {
        Answer started = post(ADMIN, "/api/v1/operations/rebuild", Map.of());
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        String run = String.valueOf(started.header("Location"));
        eventually(() -> assertThat(get(ADMIN, run).text("state")).isEqualTo("DONE"));
    }

    private static Map<String, List<String>> views() {
        Map<String, List<String>> views = new TreeMap<>();
        List.of("promotion", "gate", "review", "answer", "model", "version", "deprecation", "question")
                .forEach(table -> views.put(table, rows(table)));
        return views;
    }

    private static List<String> rows(String table) {
        return jdbc().sql("select t::text from " + table + " t order by 1")
                .query(String.class)
                .list();
    }
}
