package dev.cairn.deployment;

import static dev.cairn.deployment.RegisteredModel.target;
import static dev.cairn.deployment.RunningTracker.auditor;
import static dev.cairn.deployment.RunningTracker.deployer;
import static dev.cairn.deployment.RunningTracker.events;
import static dev.cairn.deployment.RunningTracker.get;
import static dev.cairn.deployment.RunningTracker.governance;
import static dev.cairn.deployment.RunningTracker.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Stage;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no caller should send, and what becomes of it: a problem that says what is wrong, and nothing stored. */
@Clause("REG-7")
class HostileInputTest {

    private static void assertMalformed(Answer answer) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo("request-malformed");
        assertThat(answer.text("detail")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deployments/nothing",
                "deployments?model=No Model",
                "deployments?state=FLYING",
                "deployments?target=../etc",
                "production?asOf=yesterday",
                "production?stage=production",
                "production?label=latest",
                "admission/fraud/short?stage=prod",
                "admission/FRAUD/abababababababababababababababababababababababababababababababab?stage=prod",
                "targets/UPPER"
            })
    void anAddressThatNamesNothingIsMalformed(String address) {
        String[] parts = address.split("=", 2);
        String escaped =
                parts.length == 1 ? address : parts[0] + "=" + URLEncoder.encode(parts[1], StandardCharsets.UTF_8);
        assertMalformed(get(auditor(), "/api/v1/" + escaped));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "0000-01-01T00:00:00Z"})
    void anInstantOutsideOfTimeIsTheNearestInIt(String instant) {
        Answer answer = get(auditor(), "/api/v1/production?asOf=" + URLEncoder.encode(instant, StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployments", "targets", "production"})
    void aForgedCursorOpensNothing(String list) {
        assertThat(get(auditor(), "/api/v1/" + list + "?cursor=" + "A".repeat(60))
                        .code())
                .isEqualTo("cursor-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"version\":\"fraud/1.0.0\"}",
                "{\"target\":\"t\"}",
                "{\"version\":\"fraud\",\"target\":\"t\"}",
                "{\"version\":\"fraud/latest\",\"target\":\"t\"}",
                "{\"version\":\"fraud/1.0.0\",\"target\":\"T\\u0000\"}",
                "{\"version\":{\"model\":\"fraud\"},\"target\":\"t\"}"
            })
    void aRequestThatIsNoneIsMalformed(String body) {
        assertMalformed(post(deployer(), "/api/v1/deployments", body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"target\":\"%s\",\"stage\":\"production\",\"environment\":\"x\"}",
                "{\"target\":\"%s\",\"stage\":\"prod\"}",
                "{\"target\":\"%s\",\"stage\":\"prod\",\"environment\":\" \"}",
                "{\"target\":\"%s\",\"stage\":\"prod\",\"environment\":\"a\\u202eb\"}",
                "{\"target\":\"%s\",\"stage\":\"prod\",\"environment\":\"x\",\"endpoint\":\"no uri\"}",
                "{\"target\":\"%s\",\"stage\":\"prod\",\"environment\":\"x\",\"endpoint\":\"/relative\"}"
            })
    void aTargetThatIsNoneIsMalformed(String body) {
        String target = "hostile-" + UUID.randomUUID();
        assertMalformed(
                post(governance(), "/api/v1/targets", body.formatted(target).getBytes(StandardCharsets.UTF_8)));
        assertThat(get(auditor(), "/api/v1/targets/" + target).code()).isEqualTo("target-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "a\u0000b", "a\u0085b", "a\u001b[2Jb", "a\u202eb", "a\u200bb"})
    void aReasonToDiscardThatNobodyCanReadIsMalformed(String reason) {
        String admin = TestTokens.of("olga", "admin");
        var discard = Map.of("topic", "cairn.registry", "key", "model:nobody\u202e", "reason", reason);
        assertMalformed(post(admin, "/api/v1/parked-keys/discard", discard));

        var legible = Map.of("topic", "cairn.registry", "key", "model:nobody\u202e", "reason", "no event");
        assertThat(post(admin, "/api/v1/parked-keys/discard", legible).code())
                .as("a key is named as it came")
                .isEqualTo("key-not-parked");
    }

    @Test
    void textsHaveTheirLimits() {
        var model = new RegisteredModel("1.0.0");
        String target = target(Stage.PROD);
        UUID deployment = model.started("1.0.0", target);
        String tooLong = "x".repeat(1025);

        for (Map<String, String> report : List.of(
                Map.of("status", "FAILED", "note", tooLong),
                Map.of("status", "RUNNING", "digest", "abc"),
                Map.of("status", "FLYING"),
                Map.of("note", "x"),
                Map.of("status", "FAILED", "note", "a\u0000b"))) {
            assertMalformed(RegisteredModel.reported(deployment, report));
        }
        assertMalformed(model.rolledBack(target, Map.of("reason", tooLong)));
        assertMalformed(model.rolledBack(target, Map.of("to", "1.0.0")));
        assertMalformed(post(deployer(), "/api/v1/deployments/" + deployment + "/undeployment", Map.of()));
        assertThat(events(model.name(), "DeploymentFailed")).isEmpty();
    }
}
