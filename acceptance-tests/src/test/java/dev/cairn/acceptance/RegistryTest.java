package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Answer;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.EventLog;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.test.Clause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class RegistryTest {

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");

    @Test
    @Clause("REG-1")
    void the_organisations_naming_rule_is_quoted_to_whoever_breaks_it() {
        JsonNode problem =
                mia.registry().post("/api/v1/models", Map.of("name", "test-1")).problem(422, "name-against-rule");

        assertThat(problem.path("detail").asString()).contains("test-1", RunningCairn.NAMING_RULE);
        mia.registry().get("/api/v1/models/test-1").problem(404, "model-unknown");
    }

    @Test
    @Clause("REG-1")
    void a_name_is_taken_for_ever_whoever_asks() {
        String model = mia.newModel();

        cairn.person("max")
                .registry()
                .post("/api/v1/models", Map.of("name", model))
                .problem(409, "model-exists");
    }

    @Test
    @Clause({"REG-1", "DIS-4"})
    void models_are_browsed_page_by_page_and_found_by_words() {
        String purpose = "browsing-" + mia.newModel();
        Set<String> registered = new HashSet<>();
        IntStream.range(0, 101)
                .forEach(i -> registered.add(mia.newModel(Map.of("description", "made for " + purpose.toUpperCase()))));

        List<String> found = new ArrayList<>();
        JsonNode page = mia.registry()
                .get("/api/v1/models?search=" + purpose)
                .expect(200)
                .json();
        page.path("items").forEach(model -> found.add(model.path("name").asString()));
        assertThat(found).hasSize(100).isSorted();
        page = mia.registry()
                .get("/api/v1/models?search=" + purpose + "&cursor="
                        + page.path("next").asString())
                .expect(200)
                .json();
        page.path("items").forEach(model -> found.add(model.path("name").asString()));
        assertThat(found).containsExactlyInAnyOrderElementsOf(registered);
        assertThat(page.has("next")).isFalse();
        mia.registry().get("/api/v1/models?search=other&cursor=AAAA").problem(400, "cursor-invalid");
    }

    @Test
    @Clause("REG-2")
    void each_service_describes_its_interface_in_openapi() {
        JsonNode registry =
                cairn.stranger("").registry().get("/v3/api-docs").expect(200).json();
        JsonNode audit =
                cairn.stranger("").audit().get("/v3/api-docs").expect(200).json();

        assertThat(registry.path("openapi").asString()).startsWith("3.1");
        assertThat(registry.path("paths").propertyNames())
                .contains(
                        "/api/v1/models",
                        "/api/v1/models/{model}/versions",
                        "/api/v1/models/{model}/versions/{ref}",
                        "/api/v1/models/{model}/versions/{ref}/package",
                        "/api/v1/blobs/{digest}",
                        "/api/v1/uploads");
        assertThat(audit.path("openapi").asString()).startsWith("3.1");
        assertThat(audit.path("paths").propertyNames())
                .contains("/api/v1/entries", "/api/v1/proofs/inclusion", "/api/v1/verifications");
    }

    @Test
    @Clause({"REG-2", "PIP-4"})
    void a_write_can_be_repeated_by_its_key_and_names_where_its_result_is() {
        Map<String, String> wanted = Map.of("name", mia.newModel() + "-twin");
        Answer first = mia.registry()
                .post("/api/v1/models", wanted, "Idempotency-Key", wanted.get("name"))
                .expect(201);
        Answer again = mia.registry()
                .post("/api/v1/models", wanted, "Idempotency-Key", wanted.get("name"))
                .expect(201);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Location")).isEqualTo("/api/v1/models/" + wanted.get("name"));
        mia.registry().get(first.header("Location")).expect(200);
        mia.registry()
                .post("/api/v1/models", Map.of("name", "another"), "Idempotency-Key", wanted.get("name"))
                .problem(422, "idempotency-key-reused");
    }

    @Test
    @Clause("REG-2")
    void a_read_that_changed_nothing_is_not_sent_again() {
        String model = mia.newModel();
        Draft.trained().registered(mia, model);
        String address = "/api/v1/models/" + model + "/versions/latest";
        String tag = mia.registry().get(address).expect(200).header("ETag");

        assertThat(mia.registry().get(address, "If-None-Match", tag).expect(304).body())
                .isEmpty();
        mia.registry()
                .put(address + "/tags/purpose", Map.of("value", "candidate"))
                .expect(200);
        mia.registry().get(address, "If-None-Match", tag).expect(200);
    }

    static Stream<Arguments> tooMuch() {
        Map<String, Object> deep = new HashMap<>();
        Map<String, Object> at = deep;
        for (int i = 0; i < 100; i++) {
            Map<String, Object> next = new HashMap<>();
            at.put("a", next);
            at = next;
        }
        return Stream.of(
                Arguments.of("a manifest over 4 MiB", "description", "x".repeat(5 << 20), 413, "body-too-large"),
                Arguments.of("a long description", "description", "x".repeat(8_193), 400, "manifest-invalid"),
                Arguments.of("deep nesting", "configuration", deep, 400, "manifest-invalid"),
                Arguments.of("a long name", "experiment", Map.of("name", "x".repeat(2_000)), 400, "manifest-invalid"));
    }

    @ParameterizedTest(name = "{0}")
    @Clause({"REG-7", "PIP-3"})
    @MethodSource("tooMuch")
    void what_is_over_a_limit_is_refused_before_anything_is_stored(
            String name, String field, Object value, int status, String problem) {
        String model = mia.newModel();

        Draft.trained().with(field, value).register(mia, model).problem(status, problem);
        assertThat(mia.registry()
                        .get("/api/v1/models/" + model + "/versions")
                        .json()
                        .path("items"))
                .isEmpty();
        mia.registry()
                .put("/api/v1/models/" + model + "/description", Map.of("description", "x".repeat(8_193)))
                .problem(400, "request-malformed");
        assertThat(EventLog.shared().awaitAbout("cairn.registry", model, 1)).hasSize(1);
    }
}
