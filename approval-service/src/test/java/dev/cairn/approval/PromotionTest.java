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

import dev.cairn.events.approval.PromotionEvent.ApprovalLapsed;
import dev.cairn.events.approval.PromotionEvent.GateEvaluated;
import dev.cairn.events.approval.PromotionEvent.PromotionApproved;
import dev.cairn.events.approval.PromotionEvent.PromotionExpired;
import dev.cairn.events.approval.PromotionEvent.PromotionRejected;
import dev.cairn.events.approval.PromotionEvent.PromotionRequested;
import dev.cairn.events.approval.PromotionEvent.PromotionReviewed;
import dev.cairn.events.approval.PromotionEvent.PromotionRevoked;
import dev.cairn.events.approval.PromotionEvent.PromotionWithdrawn;
import dev.cairn.events.approval.PromotionEvent.VersionDisplaced;
import dev.cairn.events.registry.VersionEvent.DeprecationWithdrawn;
import dev.cairn.events.registry.VersionEvent.IntegrityViolated;
import dev.cairn.events.registry.VersionEvent.VersionDeprecated;
import dev.cairn.events.registry.VersionEvent.VersionRetired;
import dev.cairn.events.types.ArtifactPath;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.events.types.Stage;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From the request to the end of an approval, over HTTP; the registry speaks through its topic. */
class PromotionTest {

    @Test
    @Clause({"PRO-1", "PRO-3", "PRO-5", "APR-1", "APR-3"})
    void aVersionGetsToProductionStageByStageByTheSignaturesOfOthers() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        model.promoted("1.0.0", "staging");
        Answer requested = model.request("1.0.0", "prod");
        UUID promotion = UUID.fromString(requested.text("id"));

        assertThat(requested.status()).as(requested.toString()).isEqualTo(201);
        assertThat(requested.header("Location")).isEqualTo("/api/v1/promotions/" + promotion);
        assertThat(requested.text("state")).isEqualTo("OPEN");
        assertThat(approve(promotion, "ann", "ml").text("state")).isEqualTo("OPEN");
        assertThat(approve(promotion, "rob", "risk").text("state")).isEqualTo("APPROVED");

        PromotionApproved approved =
                decided(model.key(), PromotionApproved.class).get(2);
        assertThat(approved.digest()).isEqualTo(model.digest("1.0.0"));
        assertThat(approved.approvers()).containsExactly(actor("ann"), actor("rob"));
        assertThat(decided(model.key(), PromotionReviewed.class))
                .extracting(PromotionReviewed::meaning)
                .containsOnly("I read it and take it on me");
        Answer listed = get(engineer(), "/api/v1/promotions?version=" + model.version("1.0.0") + "&state=APPROVED");
        assertThat(listed.json().path("items"))
                .extracting(item -> item.path("stage").asString())
                .containsExactly("prod", "staging", "dev");
        assertThat(listed.json().path("items").get(0).path("reviews"))
                .extracting(item -> item.path("reviewer").asString())
                .containsExactly(actor("ann").toString(), actor("rob").toString());
    }

    @Test
    @Clause("PRO-1")
    void aDigestNamesTheVersionWithOrWithoutItsPrefix() {
        TakenIn model = TakenIn.model();

        for (String prefix : List.of("", "sha256:")) {
            Answer requested = post(
                    engineer(),
                    "/api/v1/promotions",
                    Map.of(
                            "version",
                            model.name() + "/" + prefix + model.digest("1.0.0"),
                            "stage",
                            "dev",
                            "reason",
                            "as it is printed"));
            assertThat(requested.text("version"))
                    .as(requested.toString())
                    .isEqualTo(model.version("1.0.0").toString());
        }
    }

    @Test
    @Clause({"PRO-1", "PRO-2"})
    void aFailedCheckRejectsAtOnceAndIsOnRecord() {
        TakenIn model = TakenIn.model();

        Answer refused = model.request("1.0.0", "staging");

        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("gate-failed");
        assertThat(refused.text("detail")).isEqualTo("not promoted to dev");
        assertThat(refused.json().path("checks"))
                .filteredOn(check -> !check.path("passed").asBoolean())
                .extracting(check -> check.path("name").asString())
                .containsExactly("promoted to dev");
        assertThat(decided(model.key())).hasSize(3).last().isInstanceOf(PromotionRejected.class);
        Answer shown = get(engineer(), "/api/v1/promotions/" + refused.text("promotion"));
        assertThat(shown.text("state")).isEqualTo("REJECTED");
        assertThat(shown.json().path("details").path("gate").path("passed").asBoolean())
                .isFalse();
    }

    @Test
    @Clause({"EOL-3", "IMM-4", "PRO-2"})
    void whatSpeaksAgainstAVersionIsEvidenceInItsChecks() {
        TakenIn model = TakenIn.model();
        model.happened(new VersionDeprecated(model.version("1.0.0"), "superseded", null, null, ""), MIA);
        model.happened(
                new IntegrityViolated(
                        model.version("2.0.0"), new ArtifactPath("model.bin"), model.digest("2.0.0"), null, "scrub"),
                MIA);
        eventually(() -> {
            assertThat(dryRun(model, "1.0.0")).isEqualTo("not deprecated");
            assertThat(dryRun(model, "2.0.0")).isEqualTo("intact");
        });

        assertThat(model.request("1.0.0", "dev").status()).isEqualTo(422);
        GateEvaluated gate = decided(model.key(), GateEvaluated.class).get(0);
        UUID deprecated = jdbc().sql("select event from deprecation where model = ?")
                .param(model.name())
                .query(UUID.class)
                .single();
        assertThat(gate.checks())
                .filteredOn(check -> !check.passed())
                .singleElement()
                .satisfies(check -> assertThat(check.evidence()).isEqualTo(deprecated));
    }

    @Test
    @Clause("EOL-1")
    void aDeprecationThatWasTakenBackSpeaksAgainstNothing() {
        TakenIn model = TakenIn.model();
        model.happened(new VersionDeprecated(model.version("1.0.0"), "superseded", null, null, ""), MIA);
        eventually(() -> assertThat(dryRun(model, "1.0.0")).isEqualTo("not deprecated"));

        model.happened(new DeprecationWithdrawn(model.version("1.0.0")), MIA);

        eventually(() -> assertThat(dryRun(model, "1.0.0")).isEmpty());
        assertThat(model.request("1.0.0", "dev").status()).isEqualTo(201);
    }

    /** The names of the checks that fail. */
    private static String dryRun(TakenIn model, String label) {
        Answer answer = post(
                engineer(),
                "/api/v1/policies/dev/dry-runs",
                Map.of("version", model.version(label).toString()));
        StringBuilder failed = new StringBuilder();
        answer.json().path("checks").forEach(check -> {
            if (!check.path("passed").asBoolean()) {
                failed.append(check.path("name").asString());
            }
        });
        return failed.toString();
    }

    @Test
    @Clause("PRO-2")
    void theChecksAreEvaluatedAgainWithTheLastReview() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        UUID promotion = UUID.fromString(model.request("1.0.0", "staging").text("id"));
        model.happened(new VersionDeprecated(model.version("1.0.0"), "superseded", null, null, ""), MIA);
        eventually(() -> assertThat(dryRun(model, "1.0.0")).isEqualTo("not deprecated"));

        assertThat(approve(promotion, "ann", "ml").text("state")).isEqualTo("REJECTED");
        assertThat(decided(model.key(), PromotionReviewed.class)).hasSize(1);
    }

    @Test
    @Clause({"APR-1", "ACL-4"})
    void nobodyApprovesWhatTheyRequestedOrTheirMachineCreated() {
        TakenIn model = TakenIn.model(Sensitivity.OPEN);
        model.registered("1.0.0", actor("training"), actor("owen"));
        String pipeline = TestTokens.machine("pipeline", "paula", "ml-engineer");
        assertThat(model.request(pipeline, "1.0.0", "dev").status()).isEqualTo(201);
        UUID promotion =
                UUID.fromString(model.request(pipeline, "1.0.0", "staging").text("id"));

        for (String barred : List.of("pipeline", "paula", "training", "owen")) {
            Answer refused = review(reviewer(barred, "approver:ml"), promotion, "ml", "APPROVE");
            assertThat(refused.code()).as(barred).isEqualTo("reviewer-barred");
        }
        String machine = TestTokens.machine("robot", "rita", "approver:ml");
        assertThat(review(machine, promotion, "ml", "APPROVE").code()).isEqualTo("person-needed");
        String admin = reviewer("adam", "admin", "approver:ml");
        assertThat(review(admin, promotion, "ml", "APPROVE").code()).isEqualTo("role-missing");
        assertThat(review(reviewer("ann", "approver:risk"), promotion, "ml", "APPROVE")
                        .code())
                .isEqualTo("role-missing");
        assertThat(decided(model.key(), PromotionReviewed.class)).isEmpty();
    }

    @Test
    @Clause({"APR-1", "APR-5"})
    void aSignatureInProductionIsFreshOfOnePersonAndConfirmsTheDocuments() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        model.promoted("1.0.0", "staging");
        UUID promotion = UUID.fromString(model.request("1.0.0", "prod").text("id"));
        String stale =
                TestTokens.signedIn(Instant.now().minus(Duration.ofMinutes(61)), "ann", "approver:ml", "approver:risk");
        String both = reviewer("ann", "approver:ml", "approver:risk");

        assertThat(review(stale, promotion, "ml", "APPROVE").code()).isEqualTo("sign-in-too-old");
        assertThat(review(TestTokens.of("ann", "approver:ml"), promotion, "ml", "APPROVE")
                        .code())
                .isEqualTo("sign-in-too-old");
        assertThat(post(
                                both,
                                "/api/v1/promotions/" + promotion + "/reviews",
                                Map.of("role", "ml", "verdict", "APPROVE", "meaning", "fine"))
                        .code())
                .isEqualTo("documents-unconfirmed");
        assertThat(post(
                                both,
                                "/api/v1/promotions/" + promotion + "/reviews",
                                Map.of("role", "ml", "verdict", "APPROVE", "confirmed", List.of("card")))
                        .text("detail"))
                .startsWith("/confirmed/0: it is none of [weights,")
                .contains("model-card");
        assertThat(review(both, promotion, "ml", "APPROVE").status()).isEqualTo(200);
        assertThat(review(both, promotion, "risk", "APPROVE").code()).isEqualTo("already-reviewed");
    }

    @Test
    @Clause("APR-3")
    void oneRejectionWithItsReasonEndsIt() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        UUID promotion = UUID.fromString(model.request("1.0.0", "staging").text("id"));
        String ann = reviewer("ann", "approver:ml");

        assertThat(post(
                                ann,
                                "/api/v1/promotions/" + promotion + "/reviews",
                                Map.of("role", "ml", "verdict", "REJECT", "meaning", "I do not agree"))
                        .code())
                .isEqualTo("request-malformed");
        Answer rejected = review(ann, promotion, "ml", "REJECT");

        assertThat(rejected.text("state")).isEqualTo("REJECTED");
        assertThat(rejected.text("outcome")).isEqualTo("as it was agreed");
        assertThat(review(reviewer("ben", "approver:ml"), promotion, "ml", "APPROVE")
                        .code())
                .isEqualTo("promotion-closed");
    }

    @Test
    @Clause("APR-4")
    void aRequestIsOpenOnceAndTakenBackByItsRequester() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        Answer requested = model.request("1.0.0", "staging");
        String withdrawal = "/api/v1/promotions/" + requested.text("id") + "/withdrawal";

        Answer again = model.request("1.0.0", "staging");
        assertThat(again.code()).isEqualTo("promotion-open");
        assertThat(again.text("open")).isEqualTo(requested.text("id"));
        Answer other = post(TestTokens.of("otto", "ml-engineer"), withdrawal, Map.of("reason", "not mine"));
        assertThat(other.code()).isEqualTo("not-your-request");
        assertThat(post(engineer(), withdrawal, Map.of("reason", "not yet")).text("state"))
                .isEqualTo("WITHDRAWN");
        assertThat(decided(model.key(), PromotionWithdrawn.class)).hasSize(1);
        assertThat(model.request("1.0.0", "staging").status()).isEqualTo(201);
    }

    @Test
    @Clause("APR-4")
    void aMachinesRequestIsTakenBackByWhoAnswersForIt() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        String machine = TestTokens.machine("pipeline", "paula", "ml-engineer");
        String path = "/api/v1/promotions/"
                + model.request(machine, "1.0.0", "staging").text("id") + "/withdrawal";

        assertThat(post(TestTokens.of("paula", "ml-engineer"), path, Map.of("reason", "a mistake"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Clause("APR-1")
    void governanceRevokesAnApprovalOnce() {
        TakenIn model = TakenIn.model();
        UUID promotion = model.promoted("1.0.0", "dev");
        String path = "/api/v1/promotions/" + promotion + "/revocation";

        assertThat(post(engineer(), path, Map.of("reason", "faulty")).code()).isEqualTo("role-missing");
        assertThat(post(governance(), path, Map.of("reason", "faulty")).text("state"))
                .isEqualTo("REVOKED");
        assertThat(post(governance(), path, Map.of("reason", "faulty")).status())
                .isEqualTo(200);
        assertThat(decided(model.key(), PromotionRevoked.class)).hasSize(1);
        assertThat(model.request("1.0.0", "staging").code())
                .as("what was revoked opens no way to the next stage")
                .isEqualTo("gate-failed");
    }

    @Test
    @Clause({"APR-1", "APR-4"})
    void aRevocationThatIsRepeatedTakesNothingBackThatWasApprovedSince() {
        TakenIn model = TakenIn.model();
        UUID revoked = model.promoted("1.0.0", "dev");
        String path = "/api/v1/promotions/" + revoked + "/revocation";
        post(governance(), path, Map.of("reason", "faulty"));
        UUID anew = model.promoted("1.0.0", "dev");

        assertThat(post(governance(), path, Map.of("reason", "faulty")).text("state"))
                .isEqualTo("REVOKED");

        assertThat(get(engineer(), "/api/v1/promotions/" + anew).text("state")).isEqualTo("APPROVED");
    }

    @Test
    @Clause({"APR-1", "APR-4"})
    void signaturesFromBeforeARevocationDoNotCountAfterIt() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        UUID approved = model.promoted("1.0.0", "staging");
        UUID spare = UUID.fromString(model.request("1.0.0", "staging").text("id"));

        post(governance(), "/api/v1/promotions/" + approved + "/revocation", Map.of("reason", "biased"));

        Answer ended = get(engineer(), "/api/v1/promotions/" + spare);
        assertThat(ended.text("state")).isEqualTo("REJECTED");
        assertThat(ended.text("outcome")).contains(approved.toString(), "biased");
        assertThat(model.request("1.0.0", "staging").status()).isEqualTo(201);
    }

    @Test
    @Clause("REG-3")
    void manyWhoReadAtOnceAreAllAnswered() {
        TakenIn model = TakenIn.model();
        String promotion = "/api/v1/promotions/" + model.promoted("1.0.0", "dev");
        Map<String, String> run = Map.of("version", model.version("1.0.0").toString());

        List<Integer> answers = IntStream.range(0, 120)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> switch (i % 3) {
                            case 0 -> get(engineer(), promotion).status();
                            case 1 -> get(engineer(), "/api/v1/promotions").status();
                            default ->
                                post(engineer(), "/api/v1/policies/dev/dry-runs", run)
                                        .status();
                        },
                        task -> new Thread(task).start()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).containsOnly(200);
    }

    @Test
    @Clause({"APR-1", "DEP-6"})
    void withAnApprovalGoWhateverElseApprovedTheVersionForTheStage() {
        TakenIn model = TakenIn.model();
        UUID older = model.promoted("1.0.0", "dev");
        UUID newer = model.promoted("1.0.0", "dev");
        UUID other = model.promoted("2.0.0", "dev");

        post(governance(), "/api/v1/promotions/" + newer + "/revocation", Map.of("reason", "faulty"));

        assertThat(decided(model.key(), PromotionRevoked.class))
                .extracting(PromotionRevoked::promotion)
                .containsExactly(newer, older);
        assertThat(get(engineer(), "/api/v1/promotions/" + other).text("state")).isEqualTo("APPROVED");
    }

    @Test
    @Clause("PRO-6")
    void whatAPromotionDisplacesIsRecorded() {
        TakenIn model = TakenIn.model();
        UUID first = model.promoted("1.0.0", "dev");
        UUID second = model.promoted("2.0.0", "dev");
        UUID third = model.promoted("1.0.0", "dev");

        assertThat(decided(model.key(), VersionDisplaced.class))
                .containsExactly(
                        new VersionDisplaced(first, model.version("1.0.0"), Stage.DEV, second, model.version("2.0.0")),
                        new VersionDisplaced(second, model.version("2.0.0"), Stage.DEV, third, model.version("1.0.0")));
        assertThat(get(engineer(), "/api/v1/promotions/" + first).text("displacedBy"))
                .isEqualTo(second.toString());
    }

    @Test
    @Clause("APR-2")
    void reviewersSeeEvidenceAndWhatTheVersionWouldReplace() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        UUID promotion = model.promoted("2.0.0", "dev");

        JsonNode details =
                get(engineer(), "/api/v1/promotions/" + promotion).json().path("details");

        assertThat(details.path("candidate")
                        .path("metrics")
                        .get(0)
                        .path("value")
                        .asDouble())
                .isEqualTo(0.9);
        assertThat(details.path("candidate").path("documents"))
                .extracting(document -> document.path("role").asString())
                .contains("model-card");
        assertThat(details.path("current").path("version").asString())
                .isEqualTo(model.version("1.0.0").toString());
        assertThat(details.path("gate").path("checks")).isNotEmpty();
    }

    @Test
    @Clause("ACL-1")
    void whatBelongsToARestrictedModelIsHidden() {
        TakenIn model = TakenIn.restricted("mia", "rita");
        UUID promotion = model.promoted("1.0.0", "dev");
        String stranger = TestTokens.of("otto", "ml-engineer");
        String path = "/api/v1/promotions/" + promotion;

        assertThat(get(stranger, path).code()).isEqualTo("promotion-unknown");
        assertThat(model.request(stranger, "1.0.0", "dev").code()).isEqualTo("candidate-unknown");
        assertThat(get(stranger, "/api/v1/promotions?model=" + model.name())
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(get(TestTokens.of("rita", "deployer"), path).status()).isEqualTo(200);
    }

    @Test
    @Clause("PIP-4")
    void aRepeatedRequestHasTheFirstOnesAnswerAlsoWhenThatWasNo() {
        TakenIn model = TakenIn.model();
        Map<String, String> dev =
                Map.of("version", model.version("1.0.0").toString(), "stage", "dev", "reason", "try it");
        Map<String, String> staging =
                Map.of("version", model.version("2.0.0").toString(), "stage", "staging", "reason", "try it");
        String yes = UUID.randomUUID().toString();
        String no = UUID.randomUUID().toString();

        Answer first = post(engineer(), "/api/v1/promotions", dev, "Idempotency-Key", yes);
        Answer again = post(engineer(), "/api/v1/promotions", dev, "Idempotency-Key", yes);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        Answer refused = post(engineer(), "/api/v1/promotions", staging, "Idempotency-Key", no);
        Answer refusedAgain = post(engineer(), "/api/v1/promotions", staging, "Idempotency-Key", no);
        assertThat(refusedAgain.status()).isEqualTo(422);
        assertThat(refusedAgain.text("promotion")).isEqualTo(refused.text("promotion"));
        assertThat(decided(model.key(), PromotionRequested.class)).hasSize(2);
    }

    @Test
    @Clause("APR-4")
    void whatNobodyDecidesInTimeExpires() {
        TakenIn model = TakenIn.model();
        PromotionRequested due = past(model);

        RunningApproval.bean(EventStore.class).append(due, Cause.ofService("approval"));

        eventually(() -> assertThat(decided(model.key(), PromotionExpired.class))
                .containsExactly(new PromotionExpired(due.promotion(), due.version(), Stage.DEV)));
    }

    /** A request of yesterday, whose day is over. */
    private static PromotionRequested past(TakenIn model) {
        UUID before = model.promoted("2.0.0", "dev");
        PromotionRequested sample =
                decided(model.key(), PromotionRequested.class).get(0);
        assertThat(sample.promotion()).isEqualTo(before);
        return new PromotionRequested(
                UUID.randomUUID(),
                model.version("1.0.0"),
                model.digest("1.0.0"),
                Stage.DEV,
                0,
                sample.policy(),
                MIA,
                List.of(MIA),
                "in time",
                Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    @Clause({"EOL-3", "APR-4"})
    void theApprovalOfWhatRetiredLapses() {
        TakenIn model = TakenIn.model();
        UUID promotion = model.promoted("1.0.0", "dev");

        model.happened(new VersionRetired(model.version("1.0.0"), UUID.randomUUID()), MIA);

        eventually(() -> assertThat(decided(model.key(), ApprovalLapsed.class))
                .extracting(ApprovalLapsed::promotion)
                .containsExactly(promotion));
        assertThat(dryRun(model, "1.0.0")).isEqualTo("not retired");
    }
}
