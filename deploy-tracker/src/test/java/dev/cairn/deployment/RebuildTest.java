package dev.cairn.deployment;

import static dev.cairn.deployment.RegisteredModel.reported;
import static dev.cairn.deployment.RegisteredModel.target;
import static dev.cairn.deployment.RunningTracker.events;
import static dev.cairn.deployment.RunningTracker.get;
import static dev.cairn.deployment.RunningTracker.jdbc;
import static dev.cairn.deployment.RunningTracker.life;
import static dev.cairn.deployment.RunningTracker.post;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Permission;
import dev.cairn.events.types.Stage;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RebuildTest {

    private static final String ADMIN = TestTokens.of("ada", "admin");

    @Test
    @Clause("REG-5")
    void theViewsAreEqualRowForRowAndNothingIsDecidedTwice() {
        aModelWithAllThatCanHappen();
        Map<String, List<String>> before = views();
        assertThat(before)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
        long decided = decided();
        jdbc().sql("update deployment set state = 'RUNNING', label = 'forged ' || label")
                .update();
        jdbc().sql("delete from promotion").update();

        rebuild();

        Map<String, List<String>> after = views();
        before.forEach((table, rows) -> assertThat(after.get(table)).as(table).isEqualTo(rows));
        assertThat(decided()).isEqualTo(decided);
    }

    private static void aModelWithAllThatCanHappen() {
        var model = new RegisteredModel("1.0.0", "2.0.0", "3.0.0");
        model.granted("rita", Permission.READ);
        String target = target(Stage.PROD);
        model.running("1.0.0", target);
        UUID second = model.running("2.0.0", target);
        reported(second, Map.of("status", "RUNNING", "note", "fraud:latest"));
        assertThat(model.rolledBack(target, Map.of("reason", "worse")).status()).isEqualTo(201);
        UUID third = model.running("3.0.0", target);
        model.revoked("3.0.0");
        eventually(() -> assertThat(life(third)).endsWith("DeploymentLeftUnapproved"));
        model.retirementRequested("2.0.0");
        eventually(() -> assertThat(events(model.name(), "RetirementConfirmed")).hasSize(1));
        assertThat(model.asking("2.0.0", target).join().code()).isEqualTo("deployment-refused");
        model.retired("2.0.0");
        eventually(() -> assertThat(jdbc().sql("select count(*) from retired where model = ?")
                        .param(model.name())
                        .query(Integer.class)
                        .single())
                .isOne());
    }

    private static void rebuild() {
        Answer started = post(ADMIN, "/api/v1/operations/rebuild", Map.of());
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        eventually(() -> assertThat(
                        get(ADMIN, String.valueOf(started.header("Location"))).text("state"))
                .isEqualTo("DONE"));
    }

    private static long decided() {
        return jdbc().sql("select count(*) from events.event where topic = 'cairn.deployment'")
                .query(Long.class)
                .single();
    }

    /** Every row of every table. */
    private static Map<String, List<String>> views() {
        Map<String, List<String>> views = new TreeMap<>();
        for (String table : List.of(
                "target",
                "deployment",
                "drift",
                "retirement_answer",
                "model",
                "access_grant",
                "version",
                "retired",
                "retirement_question",
                "promotion",
                "approval_answer")) {
            views.put(
                    table,
                    jdbc().sql("select t::text from " + table + " t order by 1")
                            .query(String.class)
                            .list());
        }
        return views;
    }
}
