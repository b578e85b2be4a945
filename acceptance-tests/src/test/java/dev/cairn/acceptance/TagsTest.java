package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.EventLog;
import dev.cairn.acceptance.system.Json;
import dev.cairn.acceptance.system.LoggedEvent;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.test.Clause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TagsTest {

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final String model = mia.newModel();
    private final String versions = "/api/v1/models/" + model + "/versions";
    private final String champion = "/api/v1/models/" + model + "/aliases/champion";

    @BeforeEach
    void two_versions() {
        Draft.trained().registered(mia, model);
        Draft.trained().registered(mia, model);
    }

    @Test
    @Clause("TAG-1")
    void tags_say_purpose_stage_release_or_anything_and_leave_the_version_as_it_is() {
        JsonNode before = version("1.0.0");
        Map<String, String> tags =
                Map.of("purpose", "candidate", "stage", "staging", "release", "v1.2.0", "team/reviewed-by", "risk");
        tags.forEach((key, value) -> tag("1.0.0", key, value));

        assertThat(version("1.0.0").path("tags")).isEqualTo(Json.of(tags));
        assertThat(version("1.0.0").path("manifest")).isEqualTo(before.path("manifest"));
        assertThat(version("1.0.0").path("digest")).isEqualTo(before.path("digest"));
        assertThat(version("1.0.1").path("tags")).isEmpty();
    }

    @Test
    @Clause("TAG-1")
    void an_alias_moves_from_version_to_version() {
        mia.registry().put(champion, Map.of("version", "1.0.0")).expect(200);
        assertThat(version("champion").path("label").asString()).isEqualTo("1.0.0");
        mia.registry().put(champion, Map.of("version", "latest")).expect(200);

        assertThat(version("champion").path("label").asString()).isEqualTo("1.0.1");
        assertThat(version("1.0.0").path("aliases")).isEmpty();
        mia.registry().delete(champion).expect(200);
        mia.registry().get(versions + "/champion").problem(404, "version-unknown");
    }

    @Test
    @Clause("TAG-2")
    void the_history_of_each_tag_and_alias_is_kept() {
        tag("1.0.0", "purpose", "experiment");
        tag("1.0.0", "purpose", "candidate");
        mia.registry().delete(versions + "/1.0.0/tags/purpose").expect(200);
        mia.registry().put(champion, Map.of("version", "1.0.0")).expect(200);
        mia.registry().put(champion, Map.of("version", "1.0.1")).expect(200);

        List<LoggedEvent> events = EventLog.shared().awaitAbout("cairn.registry", model, 8);
        assertThat(events.subList(3, 8).stream()
                        .map(event -> event.type() + " "
                                + event.json().path("previous").asString("none")))
                .containsExactly(
                        "VersionTagged none",
                        "VersionTagged experiment",
                        "VersionUntagged candidate",
                        "AliasAssigned none",
                        "AliasAssigned 1.0.0");
        JsonNode history = mia.registry()
                .get("/api/v1/models/" + model + "/history")
                .expect(200)
                .json();
        assertThat(history.path("items")
                        .valueStream()
                        .map(entry -> entry.path("id").asString()))
                .containsExactlyElementsOf(events.stream().map(LoggedEvent::id).toList());
    }

    @Test
    @Clause("TAG-3")
    void no_tag_and_no_alias_makes_a_version_the_one_in_production() {
        tag("1.0.0", "stage", "prod");
        tag("1.0.0", "prod", "true");

        for (String stage : List.of("prod", "staging", "dev")) {
            mia.registry()
                    .put("/api/v1/models/" + model + "/aliases/" + stage, Map.of("version", "1.0.0"))
                    .problem(400, "request-malformed");
            Draft.trained().register(mia, model, "?label=" + stage).problem(422, "label-invalid");
            mia.registry().get(versions + "/" + stage).problem(404, "version-unknown");
        }
    }

    @Test
    @Clause("TAG-4")
    void a_governed_tag_takes_the_role_that_governs() {
        String governed = versions + "/1.0.0/tags/governance/audited";
        mia.registry().put(governed, Map.of("value", "yes")).problem(403, "tag-governed");

        assertThat(version("1.0.0").path("tags")).isEmpty();
        Caller gus = cairn.person("gus");
        gus.registry().put(governed, Map.of("value", "yes")).expect(200);
        assertThat(version("1.0.0").at("/tags/governance~1audited").asString()).isEqualTo("yes");
        gus.registry()
                .put(versions + "/1.0.0/tags/purpose", Map.of("value", "mine"))
                .problem(403, "not-yours");
    }

    private void tag(String version, String key, String value) {
        mia.registry()
                .put(versions + "/" + version + "/tags/" + key, Map.of("value", value))
                .expect(200);
    }

    private JsonNode version(String reference) {
        return mia.registry().get(versions + "/" + reference).expect(200).json();
    }
}
