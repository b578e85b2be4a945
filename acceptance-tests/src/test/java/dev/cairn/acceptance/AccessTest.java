package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Answer;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.EventLog;
import dev.cairn.acceptance.system.LoggedEvent;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.test.Clause;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AccessTest {

    private static final RunningCairn CAIRN = RunningCairn.shared();

    private final Caller mia = CAIRN.person("mia");

    static Stream<Arguments> callsWithoutAGoodToken() {
        String good = CAIRN.person("mia").token();
        String payload = good.split("\\.")[1];
        return Stream.of(
                Arguments.of("none", "", "token-missing"),
                Arguments.of("nonsense", "abc", "token-invalid"),
                Arguments.of("unsigned", "eyJhbGciOiJub25lIn0." + payload + ".", "token-invalid"),
                Arguments.of("altered", good.substring(0, good.length() - 8) + "AAAAAAAA", "token-invalid"));
    }

    @ParameterizedTest(name = "{0}")
    @Clause("ACL-1")
    @MethodSource("callsWithoutAGoodToken")
    void nothing_is_told_without_a_good_token_but_health_and_the_public_log(String name, String token, String code) {
        Caller stranger = CAIRN.stranger(token);
        for (String path :
                List.of("/api/v1/models", "/api/v1/models/any/versions/latest/package", "/api/v1/anything")) {
            stranger.registry().get(path).problem(401, code);
        }
        stranger.registry().post("/api/v1/models", Map.of("name", "x")).problem(401, code);
        for (String path :
                List.of("/api/v1/entries", "/api/v1/proofs/consistency?from=1&to=1", "/api/v1/verifications")) {
            stranger.audit().get(path).problem(401, code);
        }
        Caller nobody = CAIRN.stranger("");
        nobody.registry().get("/actuator/health").expect(200);
        nobody.audit().get("/log/vkey").expect(200);
    }

    @ParameterizedTest
    @Clause({"ACL-1", "ACL-2"})
    @CsvSource({
        "dan, registry, POST, /api/v1/models, '{\"name\": \"of-dan\"}'",
        "ada, registry, POST, /api/v1/models, '{\"name\": \"of-ada\"}'",
        "olga, registry, POST, /api/v1/models, '{\"name\": \"of-olga\"}'",
        "mia, registry, POST, /api/v1/operations/scrub, '{}'",
        "mia, audit, POST, /api/v1/verifications, '{}'",
        "dan, audit, GET, /api/v1/entries?actor=someone,"
    })
    void what_a_role_does_not_allow_is_refused_and_on_record(
            String person, String service, String method, String path, String body) {
        Caller caller = CAIRN.person(person);
        Answer answer = (service.equals("audit") ? caller.audit() : caller.registry()).send(method, path, body);
        String refusal = answer.problem(403, "role-missing").path("instance").asString();

        LoggedEvent recorded = EventLog.shared()
                .await("record of " + refusal, event -> event.stream().equals(refusal.replace("urn:uuid", "refusal")));
        assertThat(recorded.topic()).isEqualTo("cairn." + service + ".access");
        assertThat(recorded.type()).isEqualTo("AccessRefused");
        assertThat(recorded.actor()).isEqualTo(caller.actor());
        assertThat(recorded.json().path("code").asString()).isEqualTo("role-missing");
    }

    @Test
    @Clause("ACL-1")
    void a_restricted_model_is_invisible_until_it_is_granted_and_again_when_the_grant_is_taken_back() {
        Caller max = CAIRN.person("max");
        String model = mia.newModel(Map.of("sensitivity", "RESTRICTED"));
        Draft.trained().registered(mia, model);
        String grant = "/api/v1/models/" + model + "/grants/max";

        assertHidden(max, model);
        mia.registry()
                .put(grant, Map.of("permission", "READ", "reason", "reviews it"))
                .expect(200);
        for (String path : paths(model)) {
            max.registry().get(path).expect(200);
        }
        Draft.trained().register(max, model).problem(403, "not-yours");
        mia.registry()
                .put(grant, Map.of("permission", "WRITE", "reason", "trains it"))
                .expect(200);
        Draft.trained().register(max, model).expect(201);
        mia.registry().delete(grant + "?reason=done").expect(200);
        assertHidden(max, model);

        assertThat(EventLog.shared().awaitAbout("cairn.registry", model, 6))
                .extracting(LoggedEvent::type)
                .containsExactly(
                        "ModelRegistered",
                        "VersionRegistered",
                        "AccessGranted",
                        "AccessGranted",
                        "VersionRegistered",
                        "AccessRevoked");
    }

    /** What is hidden answers as what does not exist, so that names cannot be guessed by reading. */
    private static void assertHidden(Caller caller, String model) {
        for (String path : paths(model)) {
            JsonNode hidden = caller.registry().get(path).problem(404, "model-unknown");
            JsonNode missing =
                    caller.registry().get(path.replace(model, "no-such")).problem(404, "model-unknown");
            assertThat(List.of(hidden, missing))
                    .allMatch(it -> it.path("instance").asString().startsWith("urn:uuid:"), "is on record");
            assertThat(withoutInstance(hidden).replace(model, "no-such")).isEqualTo(withoutInstance(missing));
        }
        assertThat(caller.registry()
                        .get("/api/v1/models?search=" + model)
                        .json()
                        .path("items"))
                .isEmpty();
    }

    private static String withoutInstance(JsonNode problem) {
        return ((ObjectNode) problem).without("instance").toString();
    }

    @Test
    @Clause({"ACL-2", "ACL-1"})
    void whoever_guesses_the_name_of_a_restricted_model_leaves_a_trace() {
        String model = mia.newModel(Map.of("sensitivity", "RESTRICTED"));
        Caller dan = CAIRN.person("dan");
        dan.registry().get("/api/v1/models/" + model + "/versions/latest").problem(404, "model-unknown");

        LoggedEvent refused =
                EventLog.shared().awaitAbout("cairn.registry.access", model, 1).get(0);
        assertThat(refused.type()).isEqualTo("AccessRefused");
        assertThat(refused.actor()).isEqualTo(dan.actor());
        assertThat(refused.json().path("code").asString()).isEqualTo("model-unknown");
    }

    private static List<String> paths(String model) {
        return Stream.of(
                        "",
                        "/history",
                        "/grants",
                        "/versions",
                        "/versions/latest",
                        "/versions/latest/artifacts/model.bin")
                .map(path -> "/api/v1/models/" + model + path)
                .toList();
    }

    @Test
    @Clause("ACL-1")
    void who_oversees_sees_restricted_models_and_changes_none() {
        String model = mia.newModel(Map.of("sensitivity", "RESTRICTED"));
        Caller ada = CAIRN.person("ada");

        ada.registry().get("/api/v1/models/" + model).expect(200);
        ada.registry()
                .put("/api/v1/models/" + model + "/description", Map.of("description", "mine"))
                .problem(403, "not-yours");
    }

    @Test
    @Clause("ACL-4")
    void an_actor_is_issuer_and_subject_and_a_machine_has_an_owner_on_every_event() {
        Caller machine = CAIRN.machine("ci-pipeline");
        String model = machine.newModel();

        LoggedEvent registered =
                EventLog.shared().awaitAbout("cairn.registry", model, 1).get(0);
        assertThat(registered.actor()).isEqualTo(machine.actor());
        assertThat(registered.header("ce_owner")).isEqualTo(mia.actor());
        mia.registry()
                .put("/api/v1/models/" + model + "/description", Map.of("description", "its owner answers for it"))
                .expect(200);
        LoggedEvent described =
                EventLog.shared().awaitAbout("cairn.registry", model, 2).get(1);
        assertThat(described.actor()).isEqualTo(mia.actor());
        assertThat(described.headers()).doesNotContainKey("ce_owner");
    }

    @Test
    @Clause("ACL-4")
    void nobody_acts_in_another_name_by_writing_it_into_a_request() {
        mia.registry()
                .post(
                        "/api/v1/models",
                        Map.of("name", "of-max", "creator", CAIRN.person("max").actor()))
                .problem(400, "request-malformed");
    }
}
