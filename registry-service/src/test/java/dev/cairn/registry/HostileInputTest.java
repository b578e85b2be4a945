package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.get;
import static dev.cairn.registry.RunningRegistry.manifest;
import static dev.cairn.registry.RunningRegistry.newModel;
import static dev.cairn.registry.RunningRegistry.put;
import static dev.cairn.registry.RunningRegistry.raw;
import static dev.cairn.registry.RunningRegistry.request;
import static dev.cairn.registry.RunningRegistry.send;
import static dev.cairn.registry.RunningRegistry.traces;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import dev.cairn.test.TestTokens;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What people send who mean no good, or whose programs are broken: each gets a problem and leaves nothing behind. */
@Clause({"REG-7", "PIP-3"})
class HostileInputTest {

    private static final byte[] CONTENT = "hostile".getBytes(StandardCharsets.UTF_8);
    private static final Sha256Digest DIGEST = Sha256Digest.of(CONTENT);
    private static String model = "";
    private static String versions = "";

    @BeforeAll
    static void aVersion() {
        model = newModel(engineer(), "SEMANTIC");
        versions = "/api/v1/models/" + model + "/versions";
        upload(engineer(), CONTENT);
        Answer answer = write(engineer(), "POST", versions, bytes(manifest(DIGEST, CONTENT.length, "")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../up",
                "/etc/passwd",
                "a/../../b",
                "a//b",
                "./a",
                "a/.",
                "C:\\\\w",
                "a\\\\b",
                "con",
                "com1.txt",
                "x.",
                "x ",
                "",
                "a\\u0000b",
                "a\\nb",
                "m\\u043edel.bin",
                "\\u202ebin.exe",
                "a\\ud83d\\ude00",
                "~/x",
                "a:b",
                "*"
            })
    void anAbsurdPathOfAnArtifactIsNamedAsAFault(String path) {
        Answer answer = harmless(() -> write(
                engineer(), "POST", versions, bytes(manifest(DIGEST, 7, "").replace("model.bin", path))));

        assertProblem(answer, 400, "manifest-invalid");
        assertThat(answer.json().at("/faults/0/pointer").asString()).isEqualTo("/artifacts/0/path");
    }

    @Test
    void aPathThatIsTooLongOrTakenTwiceIsNamedAsAFault() {
        String twice = manifest(DIGEST, 7, "")
                .replace(
                        "}]}",
                        "}, {\"path\": \"MODEL.bin\", \"role\": \"other\","
                                + " \"size\": 7, \"mediaType\": \"a/b\", \"digest\": \"" + DIGEST + "\"}]}");

        assertProblem(harmless(() -> write(engineer(), "POST", versions, bytes(twice))), 400, "manifest-invalid");
        String endless = manifest(DIGEST, 7, "").replace("model.bin", "a/".repeat(2000) + "b");
        assertProblem(harmless(() -> write(engineer(), "POST", versions, bytes(endless))), 400, "manifest-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/artifacts/..%2f..%2f..%2fetc%2fpasswd",
                "/artifacts/%2e%2e/%2e%2e/etc/passwd",
                "/artifacts/../../../../../../etc/passwd",
                "/artifacts/model.bin%00.txt",
                "/artifacts/model.bin;x=y",
                "/artifacts//model.bin",
                "/artifacts/%5c..%5cmodel.bin",
                "/artifacts/",
                "/artifacts/model.bin%0a",
                "//",
                "/tags/..%2f..%2fx"
            })
    void anAddressThatLeavesTheVersionFindsNothing(String path) throws Exception {
        String answer = raw("GET " + versions + "/1.0.0" + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Authorization: Bearer " + engineer() + "\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*").doesNotContain("root:", "hostile");
        assertThat(answer).as("says so as a problem").contains("application/problem+json", "\"next\"");
    }

    @Test
    void aMissingBodyAndAWordThatIsNoChoiceAreNamed() {
        Answer missing = harmless(() -> write(engineer(), "POST", "/api/v1/models", null));
        assertProblem(missing, 400, "request-malformed");
        assertThat(missing.json().path("detail").asString()).isEqualTo("The body is missing");

        Answer unknown = harmless(() ->
                write(engineer(), "POST", "/api/v1/models", Map.of("name", "hostile-scheme", "scheme", "semver")));
        assertProblem(unknown, 400, "request-malformed");
        assertThat(unknown.json().path("detail").asString())
                .isEqualTo("/scheme: it is none of [SEMANTIC, NUMBER, TIMESTAMP, WEIGHTS_DIGEST]");
    }

    static Stream<String> absurdNames() {
        return Stream.of(
                "Fraud",
                "frаud",
                "fraud\u200b",
                "fraud\u202e",
                "fr\u0000ud",
                "-fraud",
                "fraud-",
                "",
                " ",
                "a".repeat(129),
                "ｆｒａｕｄ",
                "fraud/1",
                "..",
                "fraud\n");
    }

    @ParameterizedTest
    @MethodSource("absurdNames")
    void aNameThatLooksLikeAnotherIsRefused(String name) {
        assertProblem(
                harmless(() -> write(engineer(), "POST", "/api/v1/models", Map.of("name", name))),
                400,
                "request-malformed");
    }

    @Test
    void textThatHidesOrReordersWhatItSaysIsRefused() {
        for (String text :
                new String[] {"a\u202eb", "a\u0000b", "a\u0007b", "a\u0085b", "a\u200bb", "x".repeat(8193)}) {
            String name = TestServers.uniqueName("m");
            assertProblem(
                    harmless(() ->
                            write(engineer(), "POST", "/api/v1/models", Map.of("name", name, "description", text))),
                    400,
                    "request-malformed");
            assertProblem(
                    harmless(() -> write(engineer(), "PUT", versions + "/1.0.0/tags/note", Map.of("value", text))),
                    400,
                    "request-malformed");
        }
    }

    @Test
    void absurdKeysAliasesSubjectsAndLabelsAreRefused() {
        String base = "/api/v1/models/" + model;
        assertMalformed("PUT", base + "/aliases/latest", Map.of("version", "1.0.0"));
        assertMalformed("PUT", base + "/aliases/Champi%C3%B6n", Map.of("version", "1.0.0"));
        assertMalformed("PUT", base + "/aliases/" + "a".repeat(64), Map.of("version", "1.0.0"));
        assertMalformed("PUT", versions + "/1.0.0/tags/Purpose", Map.of("value", "x"));
        assertMalformed("PUT", versions + "/1.0.0/tags/a%20b", Map.of("value", "x"));
        assertMalformed("PUT", base + "/grants/a%20b", Map.of("permission", "READ"));
        assertMalformed("PUT", base + "/grants/a%23b%23c", Map.of("permission", "READ"));
        assertMalformed("PUT", base + "/grants/ann", Map.of("permission", "OWN"));
        assertMalformed("PUT", base + "/label-scheme", Map.of("scheme", "ROMAN"));
        Answer label = harmless(() -> write(
                engineer(),
                "POST",
                versions + "?label=" + "1".repeat(4000),
                bytes(manifest(DIGEST, 7, ", \"changeNote\": \"x\""))));
        assertProblem(label, 422, "label-invalid");
    }

    private static void assertMalformed(String method, String path, @Nullable Object body) {
        assertProblem(harmless(() -> write(engineer(), method, path, body)), 400, "request-malformed");
    }

    @Test
    void contentThatIsNotWhatWasAnnouncedIsNotKept() {
        Sha256Digest other = Sha256Digest.of(bytes("other"));

        assertProblem(
                harmless(() -> put(engineer(), other, BodyPublishers.ofByteArray(CONTENT))), 422, "content-mismatch");
        assertProblem(
                harmless(() ->
                        put(engineer(), other, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(CONTENT)))),
                422,
                "content-mismatch");
        for (String digest : new String[] {"abc", DIGEST.value().toUpperCase(java.util.Locale.ROOT), DIGEST + "0"}) {
            assertProblem(
                    harmless(() -> send(request(engineer(), "/api/v1/blobs/" + digest)
                            .header("Content-Type", "application/octet-stream")
                            .PUT(BodyPublishers.ofByteArray(CONTENT)))),
                    400,
                    "request-malformed");
        }
    }

    @Test
    void contentOverTheLimitIsRefusedWhateverItDeclares() throws Exception {
        Sha256Digest digest = Sha256Digest.of(bytes("large"));
        int tooMuch = RunningRegistry.LARGEST + 1;

        assertThat(raw(blob(digest, Long.toString(100_000_000_000L)) + "x"))
                .startsWith("HTTP/1.1 413 ")
                .contains("content-too-large");
        assertProblem(
                harmless(() -> put(
                        engineer(),
                        digest,
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[tooMuch])))),
                413,
                "content-too-large");
    }

    @Test
    void aBodyShorterOrLongerThanItDeclaresLeavesNothing() throws Exception {
        Sha256Digest digest = Sha256Digest.of(bytes("declared"));
        Map<String, Long> before = traces();

        raw(blob(digest, Integer.toString(RunningRegistry.LARGEST)) + "x".repeat(1024));
        String longer = raw(blob(digest, "1024") + "x".repeat(1_000_000));

        assertThat(longer).startsWith("HTTP/1.1 422 ").contains("content-mismatch");
        Instant limit = Instant.now().plus(Duration.ofMinutes(3));
        while (!traces().equals(before) && Instant.now().isBefore(limit)) {
            Thread.sleep(50);
        }
        assertThat(traces()).isEqualTo(before);
    }

    private static String blob(Sha256Digest digest, String declared) {
        return "PUT /api/v1/blobs/" + digest + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + engineer() + "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + declared + "\r\n\r\n";
    }

    @Test
    void uploadsInPartsHoldToTheirOffsets() {
        String id = write(engineer(), "POST", "/api/v1/uploads", null)
                .json()
                .path("id")
                .asString();

        assertProblem(part(id, "5"), 409, "upload-elsewhere");
        assertProblem(part(id, "-1"), 409, "upload-elsewhere");
        assertProblem(part(id, "9223372036854775808"), 400, "request-malformed");
        assertProblem(part("not-an-id", "0"), 400, "request-malformed");
        Answer completion =
                write(engineer(), "POST", "/api/v1/uploads/" + id + "/completion", Map.of("digest", DIGEST.value()));
        assertProblem(completion, 422, "content-mismatch");
        assertProblem(part(id, "0"), 404, "upload-unknown");
    }

    private static Answer part(String id, String offset) {
        return send(request(engineer(), "/api/v1/uploads/" + id, "Upload-Offset", offset)
                .header("Content-Type", "application/octet-stream")
                .method("PATCH", BodyPublishers.ofByteArray(CONTENT)));
    }

    @Test
    void aManifestOfTenThousandArtifactsIsTakenAndOneMoreIsNot() {
        ObjectNode manifest = EventCodec.json().createObjectNode().put("manifestVersion", 1);
        var artifacts = manifest.putArray("artifacts");
        for (int i = 0; i < 10_000; i++) {
            artifacts
                    .addObject()
                    .put("path", "part-" + i)
                    .put("role", "weights")
                    .put("size", CONTENT.length)
                    .put("mediaType", "application/octet-stream")
                    .put("digest", DIGEST.value());
        }
        ObjectNode more = manifest.deepCopy();
        more.withArray("artifacts")
                .addObject()
                .setAll((ObjectNode) artifacts.get(0))
                .put("path", "more");

        assertProblem(harmless(() -> write(engineer(), "POST", versions, more)), 400, "manifest-invalid");
        Answer taken = write(engineer(), "POST", versions, manifest);
        assertThat(taken.status()).as(taken.toString()).isEqualTo(201);
    }

    @Test
    void aManifestOverTheLimitOrNestedWithoutEndIsRefused() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        assertProblem(
                harmless(() -> write(
                        engineer(),
                        "POST",
                        versions,
                        bytes(manifest(DIGEST, 7, ", \"description\": \"" + "x".repeat(4_300_000) + "\"")))),
                413,
                "body-too-large");
        assertProblem(
                harmless(() -> write(
                        engineer(),
                        "POST",
                        versions,
                        bytes(manifest(DIGEST, 7, ", \"configuration\": {\"x\": " + deep + "}")))),
                400,
                "manifest-invalid");
        assertProblem(harmless(() -> write(engineer(), "POST", versions, bytes("[]"))), 400, "manifest-invalid");
        assertProblem(harmless(() -> write(engineer(), "POST", versions, bytes(""))), 400, "request-malformed");
        assertProblem(
                harmless(() -> write(
                        engineer(),
                        "POST",
                        versions,
                        bytes(manifest(
                                DIGEST, 7, ", \"configuration\": {\"x\": [" + "1e9,".repeat(1_000_000) + "1]}")))),
                400,
                "manifest-invalid");
    }

    @Test
    void aCursorThatWasTamperedWithOrIsOfAnotherListOpensNothing() {
        for (String list : new String[] {"/api/v1/models", versions, "/api/v1/models/" + model + "/history"}) {
            for (String cursor : new String[] {"AAAA", "%3B", "x".repeat(3000), "MTAw"}) {
                assertProblem(get(engineer(), list + "?cursor=" + cursor), 400, "cursor-invalid");
            }
        }
    }

    @Test
    @Clause("PIP-4")
    void anIdempotencyKeyStandsForOneRequestOnly() {
        String first = TestServers.uniqueName("m");
        String other = TestServers.uniqueName("m");
        assertThat(write(engineer(), "POST", "/api/v1/models", Map.of("name", first), "Idempotency-Key", first)
                        .status())
                .isEqualTo(201);

        assertProblem(
                harmless(() ->
                        write(engineer(), "POST", "/api/v1/models", Map.of("name", other), "Idempotency-Key", first)),
                422,
                "idempotency-key-reused");
        Answer again = write(engineer(), "POST", "/api/v1/models", Map.of("name", first), "Idempotency-Key", first);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    @Clause({"PIP-3", "PIP-4"})
    void aRefusedRegistrationLocksNoContent() {
        String key = TestServers.uniqueName("key");
        byte[] content = bytes(key);
        Sha256Digest digest = upload(engineer(), content);
        byte[] before = bytes(manifest(DIGEST, CONTENT.length, ", \"changeNote\": \"" + key + "\""));
        assertThat(write(engineer(), "POST", versions, before, "Idempotency-Key", key)
                        .status())
                .isEqualTo(201);

        byte[] other = bytes(manifest(digest, content.length, ""));
        assertProblem(
                harmless(() -> write(engineer(), "POST", versions, other, "Idempotency-Key", key)),
                422,
                "idempotency-key-reused");
        byte[] nul = bytes(manifest(digest, content.length, ", \"parameters\": {\"p\": \"\\u0000\"}"));
        assertProblem(harmless(() -> write(engineer(), "POST", versions, nul)), 400, "manifest-invalid");
    }

    static Stream<String> badTokens() {
        return Stream.of(
                TestTokens.ofAnotherIssuer("mia", "ml-engineer"),
                TestTokens.expired("mia", "ml-engineer"),
                TestTokens.unsigned("mia", "ml-engineer"),
                TestTokens.signedByAnotherKey("mia", "ml-engineer"),
                TestTokens.forAnotherAudience("mia", "ml-engineer"),
                "garbage");
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    @Clause("ACL-1")
    void aBadTokenOpensNothing(String token) {
        String name = TestServers.uniqueName("m");
        assertProblem(
                harmless(() -> write(token, "POST", "/api/v1/models", Map.of("name", name))), 401, "token-invalid");
        assertProblem(
                harmless(() -> put(token, Sha256Digest.of(bytes(name)), BodyPublishers.ofString(name))),
                401,
                "token-invalid");
        assertProblem(get(token, versions + "/1.0.0/artifacts/model.bin"), 401, "token-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"search=%00", "search=a%00b", "search=%F0", "search=%zz", "cursor=%00"})
    void aParameterThatIsNoTextIsRefused(String query) throws Exception {
        String answer = raw("GET /api/v1/models?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Authorization: Bearer " + engineer() + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json", "request-malformed");
    }

    @Test
    void contentWhereJsonIsExpectedAndSubjectsOfNoIssuerAreRefused() {
        String base = "/api/v1/models/" + model;
        assertProblem(
                harmless(() -> send(request(engineer(), base + "/aliases/x")
                        .header("Content-Type", "application/octet-stream")
                        .DELETE())),
                415,
                "media-type-unsupported");
        for (String subject : new String[] {"a%20b%23x", "%23x", "%5B%23x", "a%23x"}) {
            assertMalformed("DELETE", base + "/grants/" + subject, null);
        }
    }

    @Test
    void contentThatIsDeclaredAsAFormIsRefusedAsWhatItIsNot() {
        String form = "application/x-www-form-urlencoded";
        byte[] content = bytes("declared as a form");
        String id = write(engineer(), "POST", "/api/v1/uploads", null)
                .json()
                .path("id")
                .asString();

        assertProblem(
                harmless(() -> send(request(engineer(), "/api/v1/blobs/" + Sha256Digest.of(content))
                        .header("Content-Type", form)
                        .PUT(BodyPublishers.ofByteArray(content)))),
                415,
                "media-type-unsupported");
        assertProblem(
                harmless(() -> send(request(engineer(), "/api/v1/uploads/" + id, "Upload-Offset", "0")
                        .header("Content-Type", form)
                        .method("PATCH", BodyPublishers.ofByteArray(content)))),
                415,
                "media-type-unsupported");
    }

    @Test
    void headersThatMeanNothingAreRefused() {
        String artifact = versions + "/1.0.0/artifacts/model.bin";
        assertProblem(get(engineer(), artifact, "X-Cairn-Session", "mine"), 400, "request-malformed");
        assertProblem(get(engineer(), artifact, "Range", "bytes=9999-"), 416, "range-unsatisfiable");
        assertProblem(get(engineer(), artifact, "Range", "bytes=-9223372036854775809"), 416, "range-unsatisfiable");
        assertProblem(
                write(engineer(), "POST", "/api/v1/models", Map.of("name", "x1"), "Idempotency-Key", "a b"),
                400,
                "request-malformed");
    }

    /** Makes the request and checks that it left everything as it was. */
    private static Answer harmless(Supplier<Answer> call) {
        Map<String, Long> before = traces();
        Answer answer = call.get();
        assertThat(traces()).as(answer.toString()).isEqualTo(before);
        return answer;
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.json().path("next").asString()).isNotEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
