package dev.cairn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.audit.AuditSystem.Answer;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.ModelName;
import dev.cairn.test.Clause;
import dev.cairn.test.RolesTable;
import dev.cairn.test.RolesTable.Row;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may do what. Each operation that the service maps has a row here, or the test fails; each cell is one request. The
 * outcome is A where the caller was let in (whatever then came of the request), R where they were refused, T where a token
 * is asked for.
 */
@Clause({"ACL-1", "ACL-2"})
class RolesTest {

    private static final AuditSystem AUDIT = RunningAudit.SYSTEM;

    /** No verification, operation or run of one. */
    private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

    /** In the order of the table's columns. The last but one signs in with no role at all, the last one not. */
    private static final Map<String, String> CALLERS = callers();

    private static final String EVERYTHING = "whatever it is about";

    private static final RolesTable TABLE = RolesTable.of(List.of(EVERYTHING), CALLERS, """
        GET  /log/checkpoint                 -                                     AAAAAAA
        GET  /log/tile/**                    -                                     AAAAAAA
        GET  /log/vkey                       -                                     AAAAAAA
        GET  /log/vkeys                      -                                     AAAAAAA
        GET  /api/v1/entries                 -                                     AAAAAAT
        GET  /api/v1/entries?actor=x         -                                     RAARRRT
        GET  /api/v1/proofs/inclusion        -                                     AAAAAAT
        GET  /api/v1/proofs/consistency      -                                     AAAAAAT
        POST /api/v1/verifications           -                                     RRARART
        GET  /api/v1/verifications           -                                     RRARART
        GET  /api/v1/verifications/{id}      -                                     RRARART
        POST /api/v1/operations/{operation}  -                                     RRRRART
        GET  /api/v1/operations/{operation}  -                                     RRRRART
        GET  /api/v1/parked-keys             -                                     RRRRART
        POST /api/v1/parked-keys/retry       {"topic":"t","key":"k","reason":"r"}  RRRRART
        POST /api/v1/parked-keys/discard     {"topic":"t","key":"k","reason":"r"}  RRRRART
        """);

    private static @Nullable RecordedEvent event;

    private static Map<String, String> callers() {
        Map<String, String> callers = new LinkedHashMap<>();
        callers.put("engineer", TestTokens.of("table-engineer", "ml-engineer"));
        callers.put("governance", TestTokens.of("table-governance", "governance"));
        callers.put("auditor", TestTokens.of("table-auditor", "auditor"));
        callers.put("deployer", TestTokens.of("table-deployer", "deployer"));
        callers.put("admin", TestTokens.of("table-admin", "admin"));
        callers.put("no role", TestTokens.of("table-nobody"));
        callers.put("nobody", "");
        return callers;
    }

    @BeforeAll
    static void something() {
        event = AUDIT.registry.happened(new ModelDescribed(new ModelName(TestServers.uniqueName("roles")), "x"), 0);
        AUDIT.awaitLogged(event);
    }

    static Stream<Row> rows() {
        return TABLE.rows();
    }

    @Test
    void everyOperationHasItsRow() {
        TABLE.requireRowFor(
                AUDIT.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyCallerGetsWhatTheTableSays(Row row) {
        TABLE.walk(row, (it, everything, token) -> letter(it, token));
    }

    private static char letter(Row row, String token) {
        String path = row.path()
                .replace("actor=x", "actor=https://issuer.test%23somebody-else")
                .replace("/tile/**", "/tile/0/000.p/1")
                .replace(
                        "/inclusion",
                        "/inclusion?event="
                                + Objects.requireNonNull(event).headers().id())
                .replace("/consistency", "/consistency?from=1&to=1")
                .replace("{id}", NOTHING)
                .replace("{operation}", NOTHING);
        Answer answer = AUDIT.send(
                token.isEmpty() ? null : token, row.method(), path, row.body().equals("-") ? "" : row.body());
        assertThat(answer.status()).as(row + ": " + answer).isLessThan(500);
        return switch (answer.status()) {
            case 401 -> 'T';
            case 403 -> 'R';
            default -> 'A';
        };
    }

    @Test
    void everyTokenThatIsNotGoodIsRefused() {
        for (String token : List.of(
                TestTokens.expired("ada", "auditor"),
                TestTokens.ofAnotherIssuer("ada", "auditor"),
                TestTokens.forAnotherAudience("ada", "auditor"),
                TestTokens.signedByAnotherKey("ada", "auditor"),
                TestTokens.unsigned("ada", "auditor"),
                "rubbish")) {
            for (String path :
                    List.of("/api/v1/entries", "/api/v1/verifications", "/api/v1/proofs/inclusion?event=x")) {
                Answer answer = AUDIT.get(token, path);
                assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("token-invalid");
            }
        }
    }

    @Test
    void aRefusalIsItselfAnEntryOfTheLog() {
        Answer refused = AUDIT.send(TestTokens.of("table-refused", "ml-engineer"), "POST", "/api/v1/verifications");
        assertThat(refused.status()).isEqualTo(403);

        AuditSystem.await(
                "the refusal is found",
                () -> AUDIT.get(
                                        AuditSystem.auditor(),
                                        "/api/v1/entries?type=dev.cairn.access.AccessRefused.v1"
                                                + "&actor=https://issuer.test%23table-refused")
                                .json()
                                .path("items")
                                .size()
                        == 1);
    }
}
