package dev.cairn.approval.policy;

import static dev.cairn.approval.ApprovalRefusal.FOUR_EYES;
import static dev.cairn.approval.ApprovalRefusal.POLICY_INVALID;
import static dev.cairn.approval.ApprovalRefusal.PROPOSAL_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.events.EventCodec;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.PolicyEvent;
import dev.cairn.events.approval.PolicyEvent.PolicyAdopted;
import dev.cairn.events.approval.PolicyEvent.PolicyProposed;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Stage;
import dev.cairn.platform.problem.RefusalCode;
import dev.cairn.platform.problem.Refused;
import dev.cairn.test.Clause;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("PRO-2")
class PolicyDecisionsTest {

    private static final Actor GITTA = Actor.of("https://issuer.test#gitta");
    private static final Actor GEORG = Actor.of("https://issuer.test#georg");
    private static final Policy POLICY = DefaultPolicies.of(Stage.PROD);
    private static final PolicyProposed FIRST = new PolicyProposed(Stage.PROD, 1, POLICY, GITTA, "stricter");
    private static final PolicyProposed SECOND = new PolicyProposed(Stage.PROD, 2, POLICY, GEORG, "stricter yet");
    private static final PolicyAdopted ADOPTED = new PolicyAdopted(Stage.PROD, 1, GEORG, "agreed");

    @Test
    void proposalsAreCountedAndTheNewestWaits() {
        assertThat(new ProposePolicy(Stage.PROD, POLICY, GITTA, "stricter").decide(given()))
                .containsExactly(FIRST);
        assertThat(new ProposePolicy(Stage.PROD, POLICY, GEORG, "stricter yet").decide(given(FIRST)))
                .containsExactly(SECOND);
        assertRefused(new AdoptPolicy(Stage.PROD, 1, GEORG, "agreed"), PROPOSAL_UNKNOWN, FIRST, SECOND);
    }

    @Test
    void whoAsksForAnotherProposalIsToldWhichOneWaits() {
        var adoption = new AdoptPolicy(Stage.PROD, 1, GITTA, "agreed");

        assertThatThrownBy(() -> adoption.decide(given(FIRST, SECOND)))
                .hasMessage("Proposal 1 for prod does not wait: proposal 2 of " + GEORG + " does");
        assertThatThrownBy(() -> adoption.decide(given(FIRST, ADOPTED)))
                .hasMessage("Proposal 1 for prod does not wait, and no other does");
    }

    @Test
    void anotherPersonAdoptsWhatWasProposedOnce() {
        assertThat(new AdoptPolicy(Stage.PROD, 1, GEORG, "agreed").decide(given(FIRST)))
                .containsExactly(ADOPTED);
        assertRefused(new AdoptPolicy(Stage.PROD, 1, GITTA, "agreed"), FOUR_EYES, FIRST);
        assertRefused(new AdoptPolicy(Stage.PROD, 1, GEORG, "agreed"), PROPOSAL_UNKNOWN, FIRST, ADOPTED);
        assertRefused(new AdoptPolicy(Stage.PROD, 1, GEORG, "agreed"), PROPOSAL_UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void whatComesWithTheProductIsItselfAPolicyThatCouldBeProposed(Stage stage) {
        assertThatCode(() -> PolicyRules.require(stage, DefaultPolicies.of(stage)))
                .doesNotThrowAnyException();
    }

    @Test
    @Clause({"PRO-3", "PRO-4"})
    void nothingGetsToProdWithoutSomebodyElse() {
        assertRefused(new ProposePolicy(Stage.PROD, DefaultPolicies.of(Stage.DEV), GITTA, "faster"), POLICY_INVALID);
        assertThat(new ProposePolicy(Stage.STAGING, DefaultPolicies.of(Stage.DEV), GITTA, "faster").decide(given()))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"reviews\": [{\"role\": \"risk\", \"count\": 0}]",
                "\"reviews\": [{\"role\": \"risk\", \"count\": 11}]",
                "\"reviews\": [{\"role\": \"Risk\", \"count\": 1}]",
                "\"reviews\": [{\"role\": \"risk\", \"count\": 1}, {\"role\": \"risk\", \"count\": 2}]",
                "\"reviews\": [null]",
                "\"thresholds\": [{\"metric\": \"recall\"}]",
                "\"thresholds\": [{\"metric\": \"\", \"atLeast\": 1}]",
                "\"thresholds\": [{\"metric\": \"re\u0085call\", \"atLeast\": 1}]",
                "\"thresholds\": [{\"metric\": \"recall\", \"atLeast\": 1, \"atMost\": 0.9}]",
                "\"thresholds\": [{\"metric\": \"recall\", \"atLeast\": 1e400}]",
                "\"thresholds\": [{\"metric\": \"recall\", \"split\": \"\", \"atLeast\": 1}]",
                "\"artifacts\": [\"code\", \"code\"]",
                "\"requestDays\": 0",
                "\"requestDays\": 366",
                "\"approvalDays\": 0",
                "\"signInMinutes\": 1441",
                "\"stageBefore\": true"
            })
    void whatCannotBeMeantIsRefused(String change) {
        String field = change.substring(0, change.indexOf(':'));
        String sound = """
                {"reviews": [], "thresholds": [], "artifacts": [], "documents": [], "stageBefore": false,
                 "requestDays": 14}
                """;
        String rest = sound.replaceFirst(field + ": (\\[\\]|false|14),?", "").replaceFirst(",\\s*}", "}");
        Policy policy = EventCodec.json().readValue(rest.replaceFirst("\\{", "{" + change + ","), Policy.class);

        assertRefused(new ProposePolicy(Stage.DEV, policy, GITTA, "why not"), POLICY_INVALID);
    }

    private static PolicyState given(PolicyEvent... events) {
        var state = new PolicyState();
        Stream.of(events).forEach(state::evolve);
        return state;
    }

    private static void assertRefused(PolicyCommand command, RefusalCode code, PolicyEvent... events) {
        Refused refused = catchThrowableOfType(Refused.class, () -> command.decide(given(events)));
        assertThat(refused.code()).isEqualTo(code);
    }
}
