package dev.cairn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.test.Clause;
import dev.cairn.test.Committed;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each service serves the description of its API that stands in docs/openapi. */
@ExtendWith(RunningStandalone.class)
class OpenApiTest {
    @ParameterizedTest
    @EnumSource
    @Clause("REG-2")
    void theCommittedDescriptionIsTheOneThatIsServedToAnybody(Service service) {
        var served = RunningStandalone.get(service, "/v3/api-docs.yaml");

        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(RunningStandalone.get(service, "/v3/api-docs").body()).startsWith("{\"openapi\":\"3.1.0\"");
        assertThat(RunningStandalone.get(service, "/v3/api-docs.yaml").body()).isEqualTo(served.body());
        Committed.isUpToDate(Path.of("../../docs/openapi/" + service.text() + ".yaml"), served.body());
    }
}
