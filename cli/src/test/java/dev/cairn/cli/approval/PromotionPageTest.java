package dev.cairn.cli.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
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

    /** Both sets of control characters steer terminals. */
    @Test
    void whatOthersWroteReachesTheTerminalAsTextOnly() {
        var out = new StringWriter();

        new PromotionPage(EventCodec.json().readTree("""
                {"reason": "better\\u001b[2J", "outcome": "none\\u0007", "reviews": [{"comment": "fine\\u009b2J"}]}
                """)).print(new PrintWriter(out));

        assertThat(out.toString()).contains("better [2J", "none ", "fine 2J");
        assertThat(out.toString().replaceAll("\\R", "")).doesNotContainPattern("\\p{Cc}");
    }

    @Test
    void whereTheSameContentEndedIsShownBesideTheDecision() {
        var out = new StringWriter();

        new PromotionPage(EventCodec.json().readTree("""
                {"details": {"endedElsewhere": [{"version": "scores/1.0.0", "words": "revoked for prod: it drifts"}]}}
                """)).print(new PrintWriter(out));

        assertThat(out.toString()).contains("same as  scores/1.0.0: revoked for prod: it drifts");
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
