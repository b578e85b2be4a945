package dev.cairn.approval;

import static dev.cairn.approval.RunningApproval.get;
import static dev.cairn.approval.RunningApproval.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Sensitivity;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.RolesTable;
import dev.cairn.test.RolesTable.Row;
import dev.cairn.test.TestTokens;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
@Clause({"ACL-1", "ACL-2", "APR-1"})
class RolesTest {

    /** In the order of the table's columns. The last one signs in with no role at all. */
    private static final Map<String, String> CALLERS = callers();

    /** Operation; body; outcomes on an open model; outcomes on a restricted one. Columns as in {@link #CALLERS}. */
    private static final RolesTable TABLE = RolesTable.of(List.of("OPEN", "RESTRICTED"), CALLERS, """
            GET  /api/v1/policies/{stage}                   -                                                 AAAAAAAAA AAAAAAAAA
            PUT  /api/v1/policies/{stage}                   {"reason":"x"}                                    RRRRARRRR RRRRARRRR
            POST /api/v1/policies/{stage}/adoption          {"version":99,"reason":"x"}                       RRRRARRRR RRRRARRRR
            POST /api/v1/policies/{stage}/dry-runs          {"version":"%m/1.0.0"}                            AAAAAAAAH AHAHAAHHH
            POST /api/v1/promotions                         {"version":"%m/1.0.0","stage":"dev","reason":"x"} AARRRRRRR AHRRRRRRR
            GET  /api/v1/promotions                         -                                                 AAAAAAAAA AAAAAAAAA
            GET  /api/v1/promotions/{promotion}             -                                                 AAAAAAAAH AHAHAAHHH
            POST /api/v1/promotions/{promotion}/reviews     {"role":"ml","verdict":"APPROVE","meaning":"x"}   RRRARRRRH RHRHRRHHH
            POST /api/v1/promotions/{promotion}/withdrawal  {"reason":"x"}                                    ARRRRRRRH AHRHRRHHH
            POST /api/v1/promotions/{promotion}/revocation  {"reason":"x"}                                    RRRRARRRH RHRHARHHH
            GET  /api/v1/parked-keys                        -                                                 RRRRRRRAR RRRRRRRAR
            POST /api/v1/parked-keys/retry                  {"topic":"t","key":"k","reason":"r"}              RRRRRRRAR RRRRRRRAR
            POST /api/v1/parked-keys/discard                {"topic":"t","key":"k","reason":"r"}              RRRRRRRAR RRRRRRRAR
            POST /api/v1/operations/{operation}             -                                                 RRRRRRRAR RRRRRRRAR
            GET  /api/v1/operations/{operation}             -                                                 RRRRRRRAR RRRRRRRAR
            """);

    private static final String NOTHING = "00000000-0000-0000-0000-000000000000";
    private static final Set<String> HIDDEN = Set.of("candidate-unknown", "promotion-unknown");
    private static final Set<String> REFUSED =
            Set.of("role-missing", "not-your-request", "reviewer-barred", "person-needed");

    /** By sensitivity. */
    private static final Map<String, String> MODELS = new HashMap<>();

    private static final Map<String, String> PROMOTIONS = new HashMap<>();

    private static Map<String, String> callers() {
        Map<String, String> callers = new LinkedHashMap<>();
        callers.put("requester", TestTokens.of("table-owner", "ml-engineer"));
        callers.put("engineer", TestTokens.of("table-engineer", "ml-engineer"));
        callers.put("granted read", TestTokens.of("table-reader", "deployer"));
        callers.put("approver", TestTokens.of("table-approver", "approver:ml"));
        callers.put("governance", TestTokens.of("table-governance", "governance"));
        callers.put("auditor", TestTokens.of("table-auditor", "auditor"));
        callers.put("deployer", TestTokens.of("table-deployer", "deployer"));
        callers.put("admin", TestTokens.of("table-admin", "admin"));
        callers.put("no role", TestTokens.of("table-nobody"));
        return callers;
    }

    @BeforeAll
    static void twoModels() {
        TakenIn open = TakenIn.model(Sensitivity.OPEN);
        open.registered("1.0.0", TakenIn.actor("table-owner"), null);
        requested("OPEN", open);
        requested("RESTRICTED", TakenIn.restricted("table-owner", "table-reader"));
    }

    private static void requested(String sensitivity, TakenIn model) {
        Answer requested = model.request(CALLERS.getOrDefault("requester", ""), "1.0.0", "dev");
        assertThat(requested.status()).as(requested.toString()).isEqualTo(201);
        MODELS.put(sensitivity, model.name());
        PROMOTIONS.put(sensitivity, requested.text("id"));
    }

    static Stream<Row> rows() {
        return TABLE.rows();
    }

    @Test
    void everyOperationHasItsRow() {
        TABLE.requireRowFor(RunningApproval.mappings());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyCallerGetsWhatTheTableSays(Row row) {
        TABLE.walk(row, RolesTest::letter);
    }

    private static char letter(Row row, String sensitivity, String token) {
        String path = row.path()
                .replace("{stage}", "dev")
                .replace("{promotion}", PROMOTIONS.getOrDefault(sensitivity, ""))
                .replace("{operation}", NOTHING);
        String body = row.body().replace("%m", MODELS.getOrDefault(sensitivity, ""));
        Answer answer = row.method().equals("GET")
                ? get(token, path)
                : write(token, row.method(), path, body.equals("-") ? null : body);
        return RolesTable.letter(answer, REFUSED, HIDDEN);
    }
}
