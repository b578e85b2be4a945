package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Answer;
import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.test.Clause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndOfLifeTest {

    private final Caller mia = RunningCairn.shared().person("mia");
    private final String model = mia.newModel();
    private final String versions = "/api/v1/models/" + model + "/versions";

    @BeforeEach
    void two_versions() {
        Draft.trained().registered(mia, model);
        Draft.trained().registered(mia, model);
    }

    @Test
    @Clause("EOL-3")
    void what_is_deprecated_stays_retrievable_with_a_warning() {
        mia.registry()
                .put(
                        versions + "/1.0.0/deprecation",
                        Map.of("reason", "superseded", "until", "2031-01-31T00:00:00Z", "successor", model + "/1.0.1"))
                .expect(200);

        for (String read : List.of("/1.0.0", "/1.0.0/artifacts/model.bin", "/1.0.0/package")) {
            Answer answer = mia.registry().get(versions + read).expect(200);
            assertThat(answer.header("Deprecation")).matches("@\\d+");
            assertThat(answer.header("Sunset")).isEqualTo("Fri, 31 Jan 2031 00:00:00 GMT");
            assertThat(answer.header("Link")).contains(versions + "/1.0.1").contains("successor-version");
        }
    }

    @Test
    @Clause("EOL-5")
    void what_was_promised_until_a_date_does_not_retire_before() {
        mia.registry()
                .post(versions + "/1.0.0/retirement", Map.of("reason", "unused"))
                .problem(409, "not-deprecated");
        mia.registry()
                .put(versions + "/1.0.0/deprecation", Map.of("reason", "old", "until", "2031-01-31T00:00:00Z"))
                .expect(200);

        mia.registry()
                .post(versions + "/1.0.0/retirement", Map.of("reason", "unused"))
                .problem(409, "retirement-too-early");
    }
}
