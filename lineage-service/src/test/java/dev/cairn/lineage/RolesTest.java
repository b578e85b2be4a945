package dev.cairn.lineage;

import static dev.cairn.lineage.RunningLineage.escaped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.registry.ModelEvent.AccessGranted;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Permission;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.OtherServices;
import dev.cairn.test.RolesTable;
import dev.cairn.test.RolesTable.Row;
import dev.cairn.test.RunningService;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
@Clause({"ACL-1", "ACL-2", "LIN-1"})
class RolesTest {

    /** In the order of the table's columns. The last one signs in with no role at all. */
    private static final Map<String, String> CALLERS = callers();

    /** Operation; body; outcomes on an open model; outcomes on a restricted one. Columns as in {@link #CALLERS}. */
    private static final RolesTable TABLE = RolesTable.of(List.of("OPEN", "RESTRICTED"), CALLERS, """
            GET  /api/v1/graph?node=%version             -                                    AAAAAAAAAH AHAAAAHHHH
            GET  /api/v1/graph?node=%promotion           -                                    AAAAAAAAAH AHAAAAHHHH
            GET  /api/v1/graph?node=%deployment          -                                    AAAAAAAAAH AHAAAAHHHH
            GET  /api/v1/graph?node=%data                -                                    AAAAAAAAAH AHAAAAHHHH
            GET  /api/v1/paths?from=%deployment&to=%data -                                    AAAAAAAAAH AHAAAAHHHH
            GET  /api/v1/provenance/{model}/{ref}        -                                    AAAAAAAAAH AHAAAAHHHH
            GET  /api/v1/parked-keys                     -                                    RRRRRRRRAR RRRRRRRRAR
            POST /api/v1/parked-keys/retry               {"topic":"t","key":"k","reason":"r"} RRRRRRRRAR RRRRRRRRAR
            POST /api/v1/parked-keys/discard             {"topic":"t","key":"k","reason":"r"} RRRRRRRRAR RRRRRRRRAR
            POST /api/v1/operations/{operation}          -                                    RRRRRRRRAR RRRRRRRRAR
            GET  /api/v1/operations/{operation}          -                                    RRRRRRRRAR RRRRRRRRAR
            """);

    /** No operation or run of one. */
    private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

    private static Map<String, LifeOfAModel> lives = Map.of();

    private static Map<String, String> callers() {
        Map<String, String> callers = new LinkedHashMap<>();
        callers.put("owner", TestTokens.of("mia", "ml-engineer"));
        callers.put("engineer", TestTokens.of("table-engineer", "ml-engineer"));
        callers.put("granted read", TestTokens.of("table-reader", "deployer"));
        callers.put("machine of the granted", TestTokens.machine("table-machine", "table-reader", "deployer"));
        callers.put("governance", TestTokens.of("table-governance", "governance"));
        callers.put("auditor", TestTokens.of("table-auditor", "auditor"));
        callers.put("approver", TestTokens.of("table-approver", "approver:risk"));
        callers.put("deployer", TestTokens.of("table-deployer", "deployer"));
        callers.put("admin", TestTokens.of("table-admin", "admin"));
        callers.put("no role", TestTokens.of("table-nobody"));
        return callers;
    }

    /** The service's start makes the topics. */
    @BeforeAll
    static void twoModels() {
        RunningLineage.SERVICE.mappings();
        lives = Stream.of(Sensitivity.OPEN, Sensitivity.RESTRICTED)
                .collect(Collectors.toMap(Sensitivity::name, RolesTest::life));
        RunningService.eventually(() -> lives.values().forEach(RolesTest::requireSeen));
    }

    private static LifeOfAModel life(Sensitivity sensitivity) {
        String name = TestServers.uniqueName("table");
        var life = new LifeOfAModel(name, sensitivity);
        life.events().forEach(LifeOfAModel.Told::happen);
        var reader = Actor.of(TestTokens.ISSUER + "#table-reader");
        OtherServices.happened("registry", new AccessGranted(new ModelName(name), reader, Permission.READ, ""));
        return life;
    }

    /** All that is asked for here is in the graph, and the grant is known. */
    private static void requireSeen(LifeOfAModel life) {
        String graph = "/api/v1/graph?node=" + escaped(life.deployment()) + "&direction=UPSTREAM";
        for (String caller : List.of("auditor", "granted read")) {
            Answer answer = RunningLineage.get(CALLERS.getOrDefault(caller, ""), graph);
            assertThat(answer.toString()).contains(life.version(), life.promotion(), life.data());
        }
    }

    static Stream<Row> rows() {
        return TABLE.rows();
    }

    @Test
    void everyOperationHasItsRow() {
        TABLE.requireRowFor(RunningLineage.SERVICE.mappings());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyCallerGetsWhatTheTableSays(Row row) {
        TABLE.walk(row, RolesTest::letter);
    }

    private static char letter(Row row, String sensitivity, String token) {
        String path = path(row.path(), lives.get(sensitivity));
        Answer answer = RunningLineage.SERVICE.write(
                token, row.method(), path, row.body().equals("-") ? null : row.body());
        return RolesTable.letter(answer, Set.of("role-missing"), Set.of("node-unknown"));
    }

    private static String path(String path, LifeOfAModel life) {
        return path.replace("%version", escaped(life.version()))
                .replace("%promotion", escaped(life.promotion()))
                .replace("%deployment", escaped(life.deployment()))
                .replace("%data", escaped(life.data()))
                .replace("{model}/{ref}", life.version().replace("version:", ""))
                .replace("{operation}", NOTHING);
    }
}
