package dev.cairn.deployment.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.deployment.RetirementAnswer.RetirementConfirmed;
import dev.cairn.events.deployment.RetirementAnswer.RetirementObjected;
import dev.cairn.events.deployment.RetirementAnswer.Use;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.test.Clause;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@Clause("EOL-6")
class RetirementDecisionTest {

    private static final UUID REQUEST = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final VersionId V1 = VersionId.of("fraud/1.0.0");
    private static final Use USE = new Use("running", new TargetName("payments-eu"), REQUEST);

    @Test
    void whatNobodyUsesMayRetire() {
        assertThat(new AnswerRetirement(REQUEST, V1, List.of()).decide(false))
                .containsExactly(new RetirementConfirmed(REQUEST, V1));
    }

    @Test
    void anObjectionNamesAtMostAHundredUsesAndTheirNumber() {
        assertThat(new AnswerRetirement(REQUEST, V1, Collections.nCopies(101, USE)).decide(false))
                .containsExactly(new RetirementObjected(REQUEST, V1, Collections.nCopies(100, USE), 101));
    }

    @Test
    void aRequestIsAnsweredOnce() {
        assertThat(new AnswerRetirement(REQUEST, V1, List.of()).decide(true)).isEmpty();
    }
}
