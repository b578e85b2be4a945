package dev.cairn.approval;

import static dev.cairn.approval.DeploymentAnswersTest.answers;
import static dev.cairn.approval.DeploymentAnswersTest.asked;
import static dev.cairn.approval.RunningApproval.decided;
import static dev.cairn.approval.RunningApproval.governance;
import static dev.cairn.approval.RunningApproval.post;
import static dev.cairn.approval.RunningApproval.reviewer;
import static dev.cairn.approval.TakenIn.review;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.Event;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.types.Stage;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;

/** Two decisions at once about one model: one of them is first, and the other knows it. */
@Clause("PRO-4")
class RacesTest {

    @RepeatedTest(3)
    @Clause("APR-4")
    void ofManyRequestsAtOnceOneIsOpen() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        Callable<Answer> request = () -> model.request("1.0.0", "staging");

        List<Answer> answers = atOnce(request, request, request, request);

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409, 409, 409);
        assertThat(decided(model.key(), PromotionRequested.class)).hasSize(2);
    }

    @RepeatedTest(3)
    @Clause("APR-1")
    void theLastTwoReviewsAtOnceApproveOnce() {
        TakenIn model = TakenIn.model();
        UUID promotion = waitsForReviews(model);

        List<Answer> answers = atOnce(
                () -> review(reviewer("ann", "approver:ml"), promotion, "ml", "APPROVE"),
                () -> review(reviewer("rob", "approver:risk"), promotion, "risk", "APPROVE"));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(decided(model.key(), PromotionApproved.class))
                .filteredOn(approved -> approved.stage() == Stage.PROD)
                .hasSize(1);
    }

    @RepeatedTest(3)
    @Clause("APR-1")
    void onePersonInTwoRolesAtOnceCountsOnce() {
        TakenIn model = TakenIn.model();
        UUID promotion = waitsForReviews(model);
        String ann = reviewer("ann", "approver:ml", "approver:risk");

        List<Answer> answers =
                atOnce(() -> review(ann, promotion, "ml", "APPROVE"), () -> review(ann, promotion, "risk", "APPROVE"));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        assertThat(decided(model.key(), PromotionApproved.class)).noneMatch(approved -> approved.stage() == Stage.PROD);
    }

    @RepeatedTest(3)
    @Clause("APR-3")
    void anApprovalAndARejectionAtOnceEndInOneOfThem() {
        TakenIn model = TakenIn.model();
        UUID promotion = waitsForReviews(model);
        review(reviewer("ann", "approver:ml"), promotion, "ml", "APPROVE");

        atOnce(
                () -> review(reviewer("rob", "approver:risk"), promotion, "risk", "APPROVE"),
                () -> review(reviewer("ben", "approver:ml"), promotion, "ml", "REJECT"));

        List<Event> ends = decided(model.key()).stream()
                .filter(event -> event instanceof PromotionRejected
                        || event instanceof PromotionApproved approved && approved.stage() == Stage.PROD)
                .toList();
        assertThat(ends).hasSize(1);
        assertThat(decided(model.key(), PromotionReviewed.class))
                .as("Ann's for staging and prod, and the one that came first; the other does not stand beside the end")
                .hasSize(3);
    }

    @RepeatedTest(5)
    @Clause({"DEP-6", "APR-1"})
    void noAnswerThatCrossesARevocationSaysYesAfterIt() {
        TakenIn model = TakenIn.model();
        UUID promotion = model.promoted("1.0.0", "dev");
        // On its way to an answer when the revocation comes
        asked(model, "1.0.0", Stage.DEV);

        atOnce(
                () -> post(
                        governance(),
                        "/api/v1/promotions/" + promotion + "/revocation",
                        Map.of("reason", "faulty data")),
                () -> {
                    for (int i = 0; i < 4; i++) {
                        asked(model, "1.0.0", Stage.DEV);
                    }
                    return model.request("2.0.0", "dev");
                });

        eventually(() -> assertThat(answers(model)).hasSize(5));
        List<Event> events = decided(model.key());
        int revoked =
                events.indexOf(decided(model.key(), PromotionRevoked.class).get(0));
        assertThat(events.subList(revoked, events.size()))
                .noneMatch(event -> event instanceof DeploymentAuthorised authorised
                        && authorised.promotion().equals(promotion));
    }

    private static UUID waitsForReviews(TakenIn model) {
        model.promoted("1.0.0", "dev");
        model.promoted("1.0.0", "staging");
        return UUID.fromString(model.request("1.0.0", "prod").text("id"));
    }

    @SafeVarargs
    private static List<Answer> atOnce(Callable<Answer>... calls) {
        var start = new CyclicBarrier(calls.length);
        ExecutorService callers = Executors.newFixedThreadPool(calls.length);
        try {
            List<Future<Answer>> futures = new ArrayList<>();
            for (Callable<Answer> call : calls) {
                futures.add(callers.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            callers.shutdown();
        }
    }
}
