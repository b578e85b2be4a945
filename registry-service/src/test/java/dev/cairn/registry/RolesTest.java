package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.get;
import static dev.cairn.registry.RunningRegistry.request;
import static dev.cairn.registry.RunningRegistry.send;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.RolesTable;
import dev.cairn.test.RolesTable.Row;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
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
 * is hidden as if it were not there, I where it cannot be changed by anybody.
 */
@Clause({"ACL-1", "ACL-2"})
class RolesTest {

    /** In the order of the table's columns. The last one signs in with no role at all. */
    private static final Map<String, String> CALLERS = callers();

    /** Operation; body; outcomes on an open model; outcomes on a restricted one. Columns as in {@link #CALLERS}. */
    private static final RolesTable TABLE = RolesTable.of(List.of("OPEN", "RESTRICTED"), CALLERS, """
            POST   /api/v1/models                                          {"name":"%n"}                     AARARRRRR AARARRRRR
            GET    /api/v1/models                                          -                                 AAAAAAAAA AAAAAAAAA
            GET    /api/v1/models/{model}                                  -                                 AAAAAAAAH AHAAAAHHH
            PUT    /api/v1/models/{model}/description                      {"description":"x"}               AARARRRRH AHRARRHHH
            PUT    /api/v1/models/{model}/label-scheme                     {"scheme":"SEMANTIC"}             AARARRRRH AHRARRHHH
            GET    /api/v1/models/{model}/history                          -                                 AAAAAAAAH AHAAAAHHH
            PUT    /api/v1/models/{model}/aliases/{alias}                  {"version":"latest"}              AARARRRRH AHRARRHHH
            DELETE /api/v1/models/{model}/aliases/{alias}                  -                                 AARARRRRH AHRARRHHH
            GET    /api/v1/models/{model}/grants                           -                                 AAAAAAAAH AHAAAAHHH
            PUT    /api/v1/models/{model}/grants/{subject}                 {"permission":"READ"}             ARRRARRRH AHRRARHHH
            DELETE /api/v1/models/{model}/grants/{subject}                 -                                 ARRRARRRH AHRRARHHH
            POST   /api/v1/models/{model}/versions                         {}                                AARARRRRH AHRARRHHH
            GET    /api/v1/models/{model}/versions                         -                                 AAAAAAAAH AHAAAAHHH
            GET    /api/v1/models/{model}/versions/{ref}                   -                                 AAAAAAAAH AHAAAAHHH
            PUT    /api/v1/models/{model}/versions/{ref}                   {}                                IIIIIIIIH IHIIIIHHH
            PATCH  /api/v1/models/{model}/versions/{ref}                   {}                                IIIIIIIIH IHIIIIHHH
            POST   /api/v1/models/{model}/versions/{ref}                   {}                                IIIIIIIIH IHIIIIHHH
            DELETE /api/v1/models/{model}/versions/{ref}                   -                                 IIIIIIIIH IHIIIIHHH
            GET    /api/v1/models/{model}/versions/{ref}/artifacts/{*path} -                                 AAAAAAAAH AHAAAAHHH
            PUT    /api/v1/models/{model}/versions/{ref}/artifacts/{*path} {}                                IIIIIIIIH IHIIIIHHH
            PATCH  /api/v1/models/{model}/versions/{ref}/artifacts/{*path} {}                                IIIIIIIIH IHIIIIHHH
            POST   /api/v1/models/{model}/versions/{ref}/artifacts/{*path} {}                                IIIIIIIIH IHIIIIHHH
            DELETE /api/v1/models/{model}/versions/{ref}/artifacts/{*path} -                                 IIIIIIIIH IHIIIIHHH
            GET    /api/v1/models/{model}/versions/{ref}/package           -                                 AAAAAAAAH AHAAAAHHH
            PUT    /api/v1/models/{model}/versions/{ref}/tags/{*key}       {"value":"x"}                     AARARRRRH AHRARRHHH
            DELETE /api/v1/models/{model}/versions/{ref}/tags/{*key}       -                                 AARARRRRH AHRARRHHH
            PUT    /api/v1/models/{model}/versions/{ref}/deprecation       {"reason":"x"}                    ARRAARRRH AHRAARHHH
            DELETE /api/v1/models/{model}/versions/{ref}/deprecation       -                                 ARRRARRRH AHRRARHHH
            POST   /api/v1/models/{model}/versions/{ref}/retirement        {"reason":"x"}                    ARRRARRRH AHRRARHHH
            GET    /api/v1/models/{model}/versions/{ref}/retirement        -                                 AAAAAAAAH AHAAAAHHH
            GET    /api/v1/parked-keys                                     -                                 RRRRRRRAR RRRRRRRAR
            POST   /api/v1/parked-keys/retry                               {"topic":"t","key":"k","reason":"r"} RRRRRRRAR RRRRRRRAR
            POST   /api/v1/parked-keys/discard                             {"topic":"t","key":"k","reason":"r"} RRRRRRRAR RRRRRRRAR
            PUT    /api/v1/blobs/{digest}                                  bytes                             AARARRRRR AARARRRRR
            HEAD   /api/v1/blobs/{digest}                                  -                                 AAAAAAAAH AHAAAAHHH
            POST   /api/v1/uploads                                         -                                 AARARRRRR AARARRRRR
            HEAD   /api/v1/uploads/{id}                                    -                                 AHHHHHHHH AHHHHHHHH
            PATCH  /api/v1/uploads/{id}                                    bytes                             AHHHHHHHH AHHHHHHHH
            POST   /api/v1/uploads/{id}/completion                         {"digest":"%d"}                   AHHHHHHHH AHHHHHHHH
            DELETE /api/v1/uploads/{id}                                    -                                 AHHHHHHHH AHHHHHHHH
            POST   /api/v1/operations/{operation}                          -                                 RRRRRRRAR RRRRRRRAR
            GET    /api/v1/operations/{operation}                          -                                 RRRRRRRAR RRRRRRRAR
            """);

    /** No upload, operation or run of one. */
    private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

    private static final byte[] CONTENT = "the weights of the table's models".getBytes(StandardCharsets.UTF_8);
    private static final Set<String> HIDDEN = Set.of("model-unknown", "blob-unknown", "upload-unknown");
    private static final Set<String> REFUSED = Set.of("role-missing", "not-yours");

    /** By sensitivity. Each holds content of its own, since content is known to whoever may read any version with it. */
    private static Map<String, String> models = Map.of();

    private static Map<String, Sha256Digest> contents = Map.of();

    private static Map<String, String> callers() {
        Map<String, String> callers = new LinkedHashMap<>();
        callers.put("owner", TestTokens.of("table-owner", "ml-engineer"));
        callers.put("engineer", TestTokens.of("table-engineer", "ml-engineer"));
        callers.put("granted read", TestTokens.of("table-reader", "deployer"));
        callers.put("granted write", TestTokens.of("table-writer", "ml-engineer"));
        callers.put("governance", TestTokens.of("table-governance", "governance"));
        callers.put("auditor", TestTokens.of("table-auditor", "auditor"));
        callers.put("deployer", TestTokens.of("table-deployer", "deployer"));
        callers.put("admin", TestTokens.of("table-admin", "admin"));
        callers.put("no role", TestTokens.of("table-nobody"));
        return callers;
    }

    @BeforeAll
    static void twoModels() {
        contents = Map.of("OPEN", content("OPEN"), "RESTRICTED", content("RESTRICTED"));
        models = Map.of("OPEN", model("OPEN"), "RESTRICTED", model("RESTRICTED"));
    }

    private static Sha256Digest content(String sensitivity) {
        return upload(
                owner(), (sensitivity + new String(CONTENT, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    }

    private static String model(String sensitivity) {
        String name = TestServers.uniqueName("table");
        allowed(write(owner(), "POST", "/api/v1/models", Map.of("name", name, "sensitivity", sensitivity)));
        int size = sensitivity.length() + CONTENT.length;
        byte[] manifest =
                RunningRegistry.manifest(contents.get(sensitivity), size, "").getBytes(StandardCharsets.UTF_8);
        allowed(write(owner(), "POST", "/api/v1/models/" + name + "/versions", manifest));
        String grants = "/api/v1/models/" + name + "/grants/";
        allowed(write(owner(), "PUT", grants + "table-reader", Map.of("permission", "READ")));
        allowed(write(owner(), "PUT", grants + "table-writer", Map.of("permission", "WRITE")));
        return name;
    }

    private static String owner() {
        return CALLERS.getOrDefault("owner", "");
    }

    private static void allowed(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 201);
    }

    static Stream<Row> rows() {
        return TABLE.rows();
    }

    @Test
    void everyOperationHasItsRow() {
        TABLE.requireRowFor(RunningRegistry.mappings());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyCallerGetsWhatTheTableSays(Row row) {
        TABLE.walk(row, RolesTest::letter);
    }

    private static char letter(Row row, String sensitivity, String token) {
        Answer answer = call(row, sensitivity, token);
        if (row.method().equals("HEAD")) {
            return answer.status() == 404 ? 'H' : answer.status() == 403 ? 'R' : 'A';
        }
        boolean immutable = answer.status() >= 400 && answer.code().equals("version-immutable");
        return immutable ? 'I' : RolesTable.letter(answer, REFUSED, HIDDEN);
    }

    private static Answer call(Row row, String sensitivity, String token) {
        String path = path(row, sensitivity);
        if (row.body().equals("bytes")) {
            return send(request(token, path, "Upload-Offset", "0", "Content-Type", "application/octet-stream")
                    .method(row.method(), BodyPublishers.ofByteArray(CONTENT)));
        }
        if (row.method().equals("GET")) {
            return get(token, path);
        }
        if (row.body().equals("-")) {
            return send(request(token, path).method(row.method(), BodyPublishers.noBody()));
        }
        String body = row.body()
                .replace("%n", TestServers.uniqueName("another"))
                .replace("%d", Sha256Digest.of(new byte[0]).value());
        return write(token, row.method(), path, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String path(Row row, String sensitivity) {
        Sha256Digest digest = row.method().equals("PUT") ? Sha256Digest.of(CONTENT) : contents.get(sensitivity);
        String path = row.path()
                .replace("{model}", models.getOrDefault(sensitivity, ""))
                .replace("{ref}", "1.0.0")
                .replace("{*path}", "model.bin")
                .replace("{*key}", "purpose")
                .replace("{alias}", "champion")
                .replace("{subject}", "somebody")
                .replace("{digest}", digest.value())
                .replace("{operation}", NOTHING);
        return path.contains("{id}") ? path.replace("{id}", id(path)) : path;
    }

    /** A new upload of the owner's each time, since completing or giving it up ends it. */
    private static String id(String path) {
        return path.contains("/uploads/")
                ? write(owner(), "POST", "/api/v1/uploads", null)
                        .json()
                        .path("id")
                        .asString()
                : NOTHING;
    }
}
