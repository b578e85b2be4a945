package dev.cairn.deployment;

import static dev.cairn.deployment.RunningTracker.get;
import static dev.cairn.deployment.RunningTracker.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Permission;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.Stage;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.RolesTable;
import dev.cairn.test.RolesTable.Row;
import dev.cairn.test.RunningService;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may do what. Each operation that the service maps has a row here, or the test fails; each cell is one request. The
 * outcome is A where the caller was let in (whatever then came of the request), R where they were refused, H where the thing
 * is hidden as if it were not there.
 */
@Clause({"ACL-1", "ACL-2"})
class RolesTest {

    /** In the order of the table's columns. The last one signs in with no role at all. */
    private static final Map<String, String> CALLERS = callers();

    /** Operation; body; outcomes on an open model; outcomes on a restricted one. Columns as in {@link #CALLERS}. */
    private static final RolesTable TABLE = RolesTable.of(List.of("OPEN", "RESTRICTED"), CALLERS, """
            POST /api/v1/targets                                  {"target":"%t","stage":"dev","environment":"x"} RRRRARRARR RRRRARRARR
            GET  /api/v1/targets                                  -                                          AAAAAAAAAA AAAAAAAAAA
            GET  /api/v1/targets/{target}                         -                                          AAAAAAAAAA AAAAAAAAAA
            POST /api/v1/targets/{target}/models/{model}/rollback {"reason":"x"}                             RRARRRAARR RRARRRHARR
            POST /api/v1/deployments                              {"version":"%m/9.9.9","target":"t"}        RRARRRAARR RRARRRHARR
            GET  /api/v1/deployments                              -                                          AAAAAAAAAA AAAAAAAAAA
            GET  /api/v1/deployments/{id}                         -                                          AAAAAAAAAH AHAHAAHAHH
            POST /api/v1/deployments/{id}/status                  {"status":"FAILED","note":"x"}             RRARRRAARR RRARRRHARR
            POST /api/v1/deployments/{id}/undeployment            {"reason":"x"}                             RRARRRAARR RRARRRHARR
            GET  /api/v1/production                               -                                          AAAAAAAAAA AAAAAAAAAA
            GET  /api/v1/admission/{model}/{digest}               -                                          AAAAAAAAAH AHAHAAHAHH
            GET  /api/v1/parked-keys                              -                                          RRRRRRRRAR RRRRRRRRAR
            POST /api/v1/parked-keys/retry                        {"topic":"t","key":"k","reason":"r"}       RRRRRRRRAR RRRRRRRRAR
            POST /api/v1/parked-keys/discard                      {"topic":"t","key":"k","reason":"r"}       RRRRRRRRAR RRRRRRRRAR
            POST /api/v1/operations/{operation}                   -                                          RRRRRRRRAR RRRRRRRRAR
            GET  /api/v1/operations/{operation}                   -                                          RRRRRRRRAR RRRRRRRRAR
            """);

    /** No operation or run of one. */
    private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

    private static final Set<String> HIDDEN = Set.of("nothing-to-deploy", "deployment-unknown");
    private static final Set<Sensitivity> BOTH = Set.of(Sensitivity.OPEN, Sensitivity.RESTRICTED);

    private static Map<Sensitivity, RegisteredModel> models = Map.of();
    private static Map<Sensitivity, UUID> deployments = Map.of();
    private static String target = "";

    private static Map<String, String> callers() {
        Map<String, String> callers = new LinkedHashMap<>();
        callers.put("owner", TestTokens.of("table-owner", "ml-engineer"));
        callers.put("engineer", TestTokens.of("table-engineer", "ml-engineer"));
        callers.put("granted deployer", TestTokens.of("table-reader", "deployer"));
        callers.put("approver", TestTokens.of("table-approver", "approver:risk"));
        callers.put("governance", TestTokens.of("table-governance", "governance"));
        callers.put("auditor", TestTokens.of("table-auditor", "auditor"));
        callers.put("deployer", TestTokens.of("table-deployer", "deployer"));
        callers.put("deployer who oversees", TestTokens.of("table-overseer", "deployer", "governance"));
        callers.put("admin", TestTokens.of("table-admin", "admin"));
        callers.put("no role", TestTokens.of("table-nobody"));
        return callers;
    }

    @BeforeAll
    static void twoModels() {
        models = BOTH.stream()
                .collect(Collectors.toMap(
                        sensitivity -> sensitivity, sensitivity -> new RegisteredModel(sensitivity, "1.0.0")));
        target = RegisteredModel.target(Stage.PROD);
        deployments = BOTH.stream()
                .collect(Collectors.toMap(sensitivity -> sensitivity, sensitivity -> refused(models.get(sensitivity))));
        RunningService.eventually(() -> BOTH.forEach(sensitivity -> assertThat(
                        get(CALLERS.get("granted deployer"), "/api/v1/deployments/" + deployments.get(sensitivity))
                                .status())
                .isEqualTo(200)));
    }

    /** A deployment that is over. */
    private static UUID refused(RegisteredModel model) {
        model.granted("table-reader", Permission.READ);
        var asking = RunningTracker.posting(
                String.valueOf(CALLERS.get("deployer who oversees")),
                "/api/v1/deployments",
                Map.of("version", model.version("1.0.0").toString(), "target", target));
        UUID deployment = model.asked(1);
        model.denied("1.0.0", deployment, target, "not approved");
        assertThat(asking.join().code()).isEqualTo("deployment-refused");
        return deployment;
    }

    static Stream<Row> rows() {
        return TABLE.rows();
    }

    @Test
    void everyOperationHasItsRow() {
        TABLE.requireRowFor(RunningTracker.mappings());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyCallerGetsWhatTheTableSays(Row row) {
        TABLE.walk(row, (it, thing, token) -> letter(call(it, Sensitivity.valueOf(thing), token)));
    }

    private static char letter(Answer answer) {
        // That there is no version 9.9.9 is told to those only who may see the model
        boolean seen = answer.status() >= 400
                && answer.code().equals("nothing-to-deploy")
                && answer.text("detail").contains("no version");
        return seen ? 'A' : RolesTable.letter(answer, Set.of("role-missing"), HIDDEN);
    }

    private static Answer call(Row row, Sensitivity sensitivity, String token) {
        RegisteredModel model = models.get(sensitivity);
        String path = row.path()
                .replace("{model}", model.name())
                .replace("{digest}", model.digest("1.0.0") + "?stage=prod")
                .replace("{target}", target)
                .replace("{operation}", NOTHING)
                .replace("{id}", String.valueOf(deployments.get(sensitivity)));
        if (row.method().equals("GET")) {
            return get(token, path);
        }
        String body = row.body().equals("-")
                ? "{}"
                : row.body().replace("%m", model.name()).replace("%t", TestServers.uniqueName("another"));
        return post(token, path, body.getBytes(StandardCharsets.UTF_8));
    }
}
