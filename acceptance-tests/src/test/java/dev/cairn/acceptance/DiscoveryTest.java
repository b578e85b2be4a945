package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.test.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DiscoveryTest {

    private final Caller mia = RunningCairn.shared().person("mia");
    private final String model = mia.newModel();

    @Test
    @Clause({"DIS-2", "DIS-3", "DIS-4"})
    void a_models_versions_are_listed_the_newest_first_and_the_latest_is_marked() {
        for (String note : List.of("first", "second", "third")) {
            Draft.trained().with("changeNote", note).registered(mia, model);
        }
        List<JsonNode> listed = mia.registry()
                .get("/api/v1/models/" + model + "/versions")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .toList();

        assertThat(listed)
                .extracting(version -> version.path("label").asString())
                .containsExactly("1.0.2", "1.0.1", "1.0.0");
        assertThat(listed)
                .extracting(version -> version.path("changeNote").asString())
                .containsExactly("third", "second", "first");
        assertThat(listed)
                .extracting(version -> version.path("latest").asBoolean())
                .containsExactly(true, false, false);
        assertThat(mia.registry()
                        .get("/api/v1/models/" + model)
                        .json()
                        .path("latest")
                        .asString())
                .isEqualTo("1.0.2");
    }

    @Test
    @Clause({"DIS-2", "DIS-4"})
    void a_long_history_is_read_page_by_page_without_gap_or_repetition() {
        byte[] weights = Draft.trained().content("model.bin");
        IntStream.range(0, 103)
                .forEach(
                        i -> Draft.of(weights).with("changeNote", "number " + i).registered(mia, model));

        assertThat(pages("/versions", "label"))
                .doesNotHaveDuplicates()
                .hasSize(103)
                .first()
                .isEqualTo("1.0.102");
        assertThat(pages("/history", "id")).doesNotHaveDuplicates().hasSize(104);
    }

    private List<String> pages(String list, String field) {
        var found = new ArrayList<String>();
        String address = "/api/v1/models/" + model + list;
        JsonNode page = mia.registry().get(address).expect(200).json();
        page.path("items").forEach(item -> found.add(item.path(field).asString()));
        while (page.has("next")) {
            page = mia.registry()
                    .get(address + "?cursor=" + page.path("next").asString())
                    .expect(200)
                    .json();
            page.path("items").forEach(item -> found.add(item.path(field).asString()));
        }
        return found;
    }
}
