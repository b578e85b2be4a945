package dev.cairn.standalone.histories.laws;

import static dev.cairn.standalone.histories.laws.Tale.LEA;
import static dev.cairn.standalone.histories.laws.Tale.MAX;
import static dev.cairn.standalone.histories.laws.Tale.MIA;
import static dev.cairn.standalone.histories.laws.Tale.ROLF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.approval.PromotionEvent.Verdict;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is decided together is there together, or the law is broken. */
class WholeTest {

    private final Tale tale = new Tale();
    private final UUID registration = tale.registered("1");

    private void requested() {
        tale.requested("1", "1", MAX, MIA);
    }

    private void broken(String missing) {
        assertThat(tale.broken())
                .singleElement()
                .asString()
                .contains("without the " + missing + " of the same request");
    }

    @Test
    void aLastReviewWithoutTheApproval() {
        requested();
        tale.reviewed("1", "1", LEA, "ml");
        tale.reviewed("1", "1", ROLF, "risk");
        tale.checked("1", "1", true, registration);

        broken("PromotionApproved");
    }

    @Test
    void failedChecksWithoutTheRejection() {
        requested();
        tale.checked("1", "1", false, null);

        broken("PromotionRejected");
    }

    @Test
    void aRejectingReviewWithoutTheRejection() {
        requested();
        tale.reviewed("1", "1", LEA, "ml", Verdict.REJECT, List.of());

        broken("PromotionRejected");
    }

    @Test
    void aFirstReviewIsWhole() {
        requested();
        tale.reviewed("1", "1", LEA, "ml");

        assertThat(tale.broken()).isEmpty();
    }
}
