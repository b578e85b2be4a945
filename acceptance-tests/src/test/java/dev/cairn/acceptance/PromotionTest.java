package dev.cairn.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Caller;
import dev.cairn.acceptance.system.Draft;
import dev.cairn.acceptance.system.RunningCairn;
import dev.cairn.acceptance.system.Trail;
import dev.cairn.acceptance.system.Waiting;
import dev.cairn.test.Clause;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PromotionTest {

    private final RunningCairn cairn = RunningCairn.shared();
    private final Caller mia = cairn.person("mia");
    private final Caller lea = cairn.person("lea");
    private final Caller rolf = cairn.person("rolf");
    private final Trail trail = new Trail();

    @Test
    @Clause({"PRO-1", "PRO-3", "APR-1", "APR-3"})
    void two_people_of_different_roles_bring_a_version_to_production() {
        String label = trail.registered();
        String promotion = trail.promoted(label);

        JsonNode approved = mia.approval()
                .get("/api/v1/promotions/" + promotion)
                .expect(200)
                .json();
        assertThat(approved.path("reviews")
                        .valueStream()
                        .map(review -> review.path("reviewer").asString()))
                .containsExactly(lea.actor(), rolf.actor());
        assertThat(approved.path("digest").asString())
                .isEqualTo(mia.registry()
                        .get("/api/v1/models/" + trail.model() + "/versions/" + label)
                        .expect(200)
                        .json()
                        .path("digest")
                        .asString());
    }

    @Test
    @Clause({"PRO-1", "PRO-2"})
    void no_stage_is_skipped() {
        String label = trail.registered();

        trail.ask(label, "prod").problem(422, "gate-failed");
    }

    @Test
    @Clause({"PRO-2", "PRO-4"})
    void without_the_artifacts_that_the_policy_asks_for_nobody_is_even_asked() {
        String label = trail.registered();
        trail.awaitingProduction(label);
        var other = new Trail();
        String bare =
                Draft.trained().registered(mia, other.model()).path("label").asString();

        JsonNode problem = Waiting.until("the version's arrival", () -> {
                    var answer = other.ask(bare, "prod");
                    return answer.status() == 404 ? Optional.empty() : Optional.of(answer);
                })
                .problem(422, "gate-failed");
        assertThat(problem.path("checks").toString()).contains("model-card");
    }

    @Test
    @Clause({"APR-1", "PRO-3"})
    void who_lacks_the_role_or_counted_already_approves_nothing() {
        String promotion = trail.awaitingProduction(trail.registered());
        trail.review(lea, "ml", promotion, "APPROVE", "model-card").expect(200);

        trail.review(lea, "ml", promotion, "APPROVE", "model-card").problem(409, "already-reviewed");
        trail.review(lea, "risk", promotion, "APPROVE", "model-card").problem(403, "role-missing");
        trail.review(mia, "risk", promotion, "APPROVE", "model-card").problem(403, "role-missing");
        trail.review(cairn.person("olga"), "risk", promotion, "APPROVE", "model-card")
                .problem(403, "role-missing");
    }

    @Test
    @Clause("APR-5")
    void who_approves_confirms_the_documents_by_name() {
        String promotion = trail.awaitingProduction(trail.registered());

        trail.review(lea, "ml", promotion, "APPROVE").problem(422, "documents-unconfirmed");
    }

    @Test
    @Clause({"APR-3", "APR-4"})
    void one_rejection_ends_a_promotion_and_a_request_can_be_taken_back() {
        String label = trail.registered();
        String rejected = trail.awaitingProduction(label);
        trail.review(rolf, "risk", rejected, "REJECT").expect(200);
        trail.review(lea, "ml", rejected, "APPROVE", "model-card").problem(409, "promotion-closed");
        String withdrawn =
                trail.ask(label, "prod").expect(201).json().path("id").asString();

        cairn.person("max")
                .approval()
                .post("/api/v1/promotions/" + withdrawn + "/withdrawal", Map.of("reason", "not mine"))
                .problem(403, "not-your-request");
        mia.approval()
                .post("/api/v1/promotions/" + withdrawn + "/withdrawal", Map.of("reason", "a slip"))
                .expect(200);
        trail.review(lea, "ml", withdrawn, "APPROVE", "model-card").problem(409, "promotion-closed");
    }

    @Test
    @Clause({"PRO-5", "RET-6", "DIS-3"})
    void the_stages_name_addresses_the_version_that_was_promoted_last() {
        String label = trail.registered();
        trail.promoted(label);

        Waiting.untilTrue(
                "prod at " + label,
                () -> mia.registry()
                        .get("/api/v1/models/" + trail.model() + "/versions/prod")
                        .json()
                        .path("label")
                        .asString("")
                        .equals(label));
    }
}
