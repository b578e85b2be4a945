package dev.cairn.approval;

import static dev.cairn.approval.RunningApproval.decided;
import static dev.cairn.approval.RunningApproval.engineer;
import static dev.cairn.approval.RunningApproval.get;
import static dev.cairn.approval.RunningApproval.governance;
import static dev.cairn.approval.RunningApproval.jdbc;
import static dev.cairn.approval.RunningApproval.post;
import static dev.cairn.approval.RunningApproval.reviewer;
import static dev.cairn.approval.TakenIn.MIA;
import static dev.cairn.approval.TakenIn.actor;
import static dev.cairn.approval.TakenIn.approve;
import static dev.cairn.approval.TakenIn.review;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The same manifest, registered in two models: two names, two decisions, one content. */
class SameContentTest {

    /** Open to all, with the content of the other's 1.0.0, which Mia registered as 1.0.0 here. */
    private static TakenIn sameAs(TakenIn other) {
        TakenIn model = TakenIn.model(Sensitivity.OPEN);
        model.registeredAs(other, "1.0.0", MIA, null);
        return model;
    }

    private static UUID requestedForStaging(TakenIn model) {
        model.promoted("1.0.0", "dev");
        return UUID.fromString(model.request("1.0.0", "staging").text("id"));
    }

    @Test
    @Clause({"APR-1", "PRO-3"})
    void nobodyReviewsContentThatTheyOrTheirMachineMadeUnderAnotherName() {
        TakenIn other = TakenIn.model(Sensitivity.OPEN);
        other.registered("1.0.0", actor("trainer"), actor("paul"));
        TakenIn model = sameAs(other);

        UUID promotion = requestedForStaging(model);

        for (String barred : List.of("trainer", "paul")) {
            Answer refused = review(reviewer(barred, "approver:ml"), promotion, "ml", "APPROVE");
            assertThat(refused.code()).as(barred).isEqualTo("reviewer-barred");
            assertThat(refused.text("detail")).contains("same content");
        }
        assertThat(decided(model.key(), PromotionRequested.class))
                .allSatisfy(
                        request -> assertThat(request.barred()).containsExactly(MIA, actor("trainer"), actor("paul")));
        assertThat(decided(model.key(), PromotionReviewed.class)).isEmpty();
        assertThat(approve(promotion, "ann", "ml").text("state")).isEqualTo("APPROVED");
    }

    @Test
    @Clause("APR-1")
    void whoeverMakesItUnderAnotherNameWhileTheRequestIsOpenIsBarredToo() {
        TakenIn model = TakenIn.model();
        UUID promotion = requestedForStaging(model);

        TakenIn.model(Sensitivity.OPEN).registeredAs(model, "7.0.0", actor("petra"), null);

        assertThat(review(reviewer("petra", "approver:ml"), promotion, "ml", "APPROVE")
                        .code())
                .isEqualTo("reviewer-barred");
    }

    @Test
    @Clause({"APR-2", "EOL-3"})
    void whereItWasRevokedOrRetiredUnderAnotherNameLiesBesideTheDecision() {
        TakenIn other = TakenIn.model();
        UUID revoked = other.promoted("1.0.0", "dev");
        TakenIn model = sameAs(other);
        UUID promotion = requestedForStaging(model);
        assertThat(endedElsewhere(engineer(), promotion)).isEmpty();

        revoke(revoked);
        retire(other);

        assertThat(endedElsewhere(engineer(), promotion))
                .extracting(ended -> ended.path("version").asString() + " "
                        + ended.path("words").asString())
                .containsExactly(
                        other.version("1.0.0") + " retired", other.version("1.0.0") + " revoked for dev: it drifts");
        assertThat(approve(promotion, "ann", "ml").text("state"))
                .as("another model's approval is another decision")
                .isEqualTo("APPROVED");
    }

    @Test
    @Clause({"APR-2", "ACL-1"})
    void thatItEndedInAModelWhichIsHiddenIsToldToNobodyFromWhomItIsHidden() {
        TakenIn hidden = TakenIn.restricted("rosa", "rita");
        revoke(UUID.fromString(hidden.request(TestTokens.of("rosa", "ml-engineer"), "1.0.0", "dev")
                .text("id")));
        retire(hidden);
        TakenIn model = sameAs(hidden);
        UUID promotion = requestedForStaging(model);

        Answer shown = get(engineer(), "/api/v1/promotions/" + promotion);
        assertThat(shown.json().path("details").path("endedElsewhere")).isEmpty();
        assertThat(shown.json().toString()).doesNotContain(hidden.name());
        assertThat(endedElsewhere(TestTokens.of("rita", "approver:ml"), promotion))
                .hasSize(2);
        assertThat(endedElsewhere(governance(), promotion)).hasSize(2);
    }

    private static JsonNode endedElsewhere(String token, UUID promotion) {
        return get(token, "/api/v1/promotions/" + promotion)
                .json()
                .path("details")
                .path("endedElsewhere");
    }

    private static void revoke(UUID promotion) {
        Answer revoked =
                post(governance(), "/api/v1/promotions/" + promotion + "/revocation", Map.of("reason", "it drifts"));
        assertThat(revoked.text("state")).as(revoked.toString()).isEqualTo("REVOKED");
    }

    private static void retire(TakenIn model) {
        model.happened(new VersionRetired(model.version("1.0.0"), UUID.randomUUID()), MIA);
        eventually(() -> assertThat(jdbc().sql("select count(*) from retirement where model = ?")
                        .param(model.name())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1));
    }
}
