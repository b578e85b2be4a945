package dev.cairn.approval;

import static dev.cairn.approval.RunningApproval.decided;
import static dev.cairn.approval.RunningApproval.get;
import static dev.cairn.approval.RunningApproval.governance;
import static dev.cairn.approval.RunningApproval.post;
import static dev.cairn.approval.RunningApproval.reviewer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LooseJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"ml\",\"verdict\":0,\"meaning\":\"I read it\",\"confirmed\":[\"model-card\"]}",
                "{\"role\":\"ml\",\"verdict\":\"APPROVE\",\"meaning\":1,\"confirmed\":[\"model-card\"]}",
                "{\"role\":\"ml\",\"verdict\":\"APPROVE\",\"meaning\":\"I read it\",\"confirmed\":[7]}",
                "{\"role\":\"ml\",\"verdict\":\"REJECT\",\"verdict\":\"APPROVE\",\"meaning\":\"I read it\",\"comment\":\"no\",\"confirmed\":[\"model-card\"]}"
            })
    @Clause("APR-3")
    void nobodySignsWithAnOrdinalANumberOrTwoWordsAtOnce(String review) {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        UUID promotion = UUID.fromString(model.request("1.0.0", "staging").text("id"));

        Answer answer = post(reviewer("ann", "approver:ml"), "/api/v1/promotions/" + promotion + "/reviews", review);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(decided(model.key(), PromotionReviewed.class)).isEmpty();
        assertThat(get(governance(), "/api/v1/promotions/" + promotion).text("state"))
                .isEqualTo("OPEN");
    }
}
