package dev.cairn.cli.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import org.junit.jupiter.api.Test;

class PromotionPageTest {

    @Test
    void whatIsMissingIsWhatThePolicyAsksForWithoutTheApprovalsOfThatRole() {
        assertThat(page("OPEN").missing()).containsExactly("1 approval as ml", "2 approvals as risk");
    }

    @Test
    void nothingIsMissingOnceItHasEnded() {
        assertThat(page("WITHDRAWN").missing()).isEmpty();
    }

    private static PromotionPage page(String state) {
        return new PromotionPage(EventCodec.json().readTree("""
                {"state": "%s",
                 "reviews": [{"role": "ml", "verdict": "APPROVE"}, {"role": "legal", "verdict": "APPROVE"}],
                 "details": {"policy": {"reviews": [
                   {"role": "ml", "count": 2}, {"role": "risk", "count": 2}, {"role": "legal", "count": 1}]}}}
                """.formatted(state)));
    }
}
