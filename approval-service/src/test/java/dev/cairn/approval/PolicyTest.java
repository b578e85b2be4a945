package dev.cairn.approval;

import static dev.cairn.approval.RunningApproval.decided;
import static dev.cairn.approval.RunningApproval.engineer;
import static dev.cairn.approval.RunningApproval.get;
import static dev.cairn.approval.RunningApproval.governance;
import static dev.cairn.approval.RunningApproval.post;
import static dev.cairn.approval.RunningApproval.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.approval.PolicyEvent.PolicyAdopted;
import dev.cairn.events.approval.PolicyEvent.PolicyProposed;
import dev.cairn.events.types.Actor;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Policies are proposed by one person of governance and adopted by another; what is open keeps its own. */
@Clause("PRO-2")
class PolicyTest {

    private static final String DEV = "/api/v1/policies/dev";
    private static final String OTHER = TestTokens.of("georg", "governance");

    private static Map<String, Object> policy(Map<String, ?> threshold) {
        return Map.of(
                "reviews",
                List.of(Map.of("role", "ml", "count", 1)),
                "thresholds",
                threshold.isEmpty() ? List.of() : List.of(threshold),
                "artifacts",
                List.of(),
                "documents",
                List.of(),
                "stageBefore",
                false,
                "requestDays",
                7);
    }

    /** Other tests of this JVM expect what comes with the product. */
    @AfterAll
    static void asItWas() {
        Map<String, Object> shipped = Map.of(
                "reviews", List.of(),
                "thresholds", List.of(),
                "artifacts", List.of(),
                "documents", List.of(),
                "stageBefore", false,
                "requestDays", 14);
        adopt(propose(shipped));
    }

    private static int propose(Map<String, Object> policy) {
        Answer proposed = write(governance(), "PUT", DEV, Map.of("policy", policy, "reason", "agreed"));
        assertThat(proposed.status()).as(proposed.toString()).isEqualTo(200);
        return proposed.json().path("proposal").path("version").asInt();
    }

    private static void adopt(int version) {
        Answer adopted = post(OTHER, DEV + "/adoption", Map.of("version", version, "reason", "agreed"));
        assertThat(adopted.status()).as(adopted.toString()).isEqualTo(200);
    }

    @Test
    @Clause({"PRO-3", "APR-5"})
    void aPolicyForEachStageComesWithTheProduct() {
        JsonNode prod = get(engineer(), "/api/v1/policies/prod").json();

        assertThat(prod.path("version").asInt()).isZero();
        assertThat(prod.path("policy").path("reviews")).hasSize(2);
        assertThat(prod.path("policy").path("documents").get(0).asString()).isEqualTo("model-card");
        assertThat(prod.path("policy").path("stageBefore").asBoolean()).isTrue();
        assertThat(get(engineer(), "/api/v1/policies/staging")
                        .json()
                        .path("policy")
                        .path("reviews"))
                .hasSize(1);
        assertThat(get(engineer(), "/api/v1/policies/qa").status()).isEqualTo(400);
    }

    @Test
    void whatWasProposedIsInForceWhenAnotherPersonAdoptsIt() {
        int inForce = get(engineer(), DEV).json().path("version").asInt();
        int version = propose(policy(Map.of("metric", "recall", "split", "test", "atLeast", 0.95)));

        Answer self = post(governance(), DEV + "/adoption", Map.of("version", version, "reason", "mine"));
        assertThat(self.code()).isEqualTo("four-eyes");
        String machine = TestTokens.machine("bot", "gitta", "governance");
        assertThat(post(machine, DEV + "/adoption", Map.of("version", version, "reason", "mine"))
                        .code())
                .isEqualTo("person-needed");
        assertThat(get(engineer(), DEV).json().path("version").asInt()).isEqualTo(inForce);
        adopt(version);

        Answer shown = get(engineer(), DEV);
        assertThat(shown.json().path("version").asInt()).isEqualTo(version);
        assertThat(shown.json().path("proposal").isMissingNode()
                        || shown.json().path("proposal").isNull())
                .isTrue();
        assertThat(get(engineer(), DEV, "If-None-Match", String.valueOf(shown.header("ETag")))
                        .response()
                        .statusCode())
                .isEqualTo(304);
        assertThat(decided("policy:dev", PolicyProposed.class)).isNotEmpty();
        assertThat(decided("policy:dev", PolicyAdopted.class))
                .last()
                .satisfies(adopted -> assertThat(adopted.adopter()).isEqualTo(Actor.of(TestTokens.ISSUER + "#georg")));
        TakenIn model = TakenIn.model();
        Answer refused = model.request("1.0.0", "dev");
        assertThat(refused.text("detail"))
                .isEqualTo("metric recall on test: 0.9 on test where at least 0.95 is required");
    }

    @Test
    void aProposalSaysWhichOneItReplaces() {
        adopt(propose(policy(Map.of())));
        int first = propose(policy(Map.of()));
        assertThat(waiting().hasNonNull("replaces")).isFalse();

        int second = propose(policy(Map.of("metric", "recall", "atLeast", 0.95)));

        assertThat(waiting().path("version").asInt()).isEqualTo(second);
        assertThat(waiting().path("replaces").asInt()).isEqualTo(first);
        Answer late = post(OTHER, DEV + "/adoption", Map.of("version", first, "reason", "agreed"));
        assertThat(late.text("detail")).contains("proposal " + second + " of ");
    }

    private static JsonNode waiting() {
        return get(engineer(), DEV).json().path("proposal");
    }

    @Test
    @Clause("APR-4")
    void anOpenRequestKeepsThePolicyThatItWasMadeUnder() {
        adopt(propose(policy(Map.of())));
        TakenIn model = TakenIn.model();
        Answer requested = model.request("1.0.0", "dev");
        UUID promotion = UUID.fromString(requested.text("id"));
        adopt(propose(policy(Map.of("metric", "recall", "atLeast", 0.95))));

        Answer approved = TakenIn.approve(promotion, "ann", "ml");

        assertThat(approved.text("state")).isEqualTo("APPROVED");
        assertThat(approved.json().path("policyVersion"))
                .isEqualTo(requested.json().path("policyVersion"));
    }

    @Test
    void aDryRunTriesAPolicyAndRecordsNothing() {
        TakenIn model = TakenIn.model();
        Map<String, Object> run = Map.of(
                "version",
                model.version("1.0.0").toString(),
                "policy",
                policy(Map.of("metric", "recall", "atLeast", 0.95)));

        Answer tried = post(engineer(), "/api/v1/policies/staging/dry-runs", run);

        assertThat(tried.json().path("passed").asBoolean()).isFalse();
        assertThat(tried.json().path("checks").get(0).path("found").asString()).isEqualTo("0.9 on test");
        assertThat(decided(model.key())).isEmpty();
        Answer inForce = post(
                engineer(),
                "/api/v1/policies/staging/dry-runs",
                Map.of("version", model.version("1.0.0").toString()));
        assertThat(inForce.json().path("policyVersion").asInt()).isZero();
    }

    @Test
    void aPolicyThatCannotBeMeantIsRefusedWithAllItsFaults() {
        Map<String, Object> nonsense = Map.of(
                "reviews", List.of(),
                "thresholds", List.of(Map.of("metric", "recall")),
                "artifacts", List.of(),
                "documents", List.of(),
                "stageBefore", true,
                "requestDays", 0);

        Answer refused =
                write(governance(), "PUT", "/api/v1/policies/prod", Map.of("policy", nonsense, "reason", "why not"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("faults")).hasSize(3);
        assertThat(write(governance(), "PUT", DEV, Map.of("policy", Map.of("reviews", List.of()), "reason", "x"))
                        .status())
                .isBetween(400, 422);
    }
}
