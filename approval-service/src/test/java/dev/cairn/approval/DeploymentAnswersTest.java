package dev.cairn.approval;

import static dev.cairn.approval.RunningApproval.decided;
import static dev.cairn.approval.RunningApproval.governance;
import static dev.cairn.approval.RunningApproval.jdbc;
import static dev.cairn.approval.RunningApproval.post;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.approval.PromotionEvent.DeploymentAuthorised;
import dev.cairn.events.approval.PromotionEvent.DeploymentDenied;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRefused;
import dev.cairn.events.deployment.DeploymentEvent.DeploymentRequested;
import dev.cairn.events.deployment.RetirementAnswer.RetirementConfirmed;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.platform.cloudevents.KafkaEvents;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.OtherServices;
import dev.cairn.test.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** May it run? Deploy-tracker asks through its topic, and the answer is on this service's. */
@Clause({"DEP-6", "PRO-4"})
class DeploymentAnswersTest {

    private static final TargetName TARGET = new TargetName("payments-eu");

    @Test
    void whatIsApprovedForTheStageMayRunAndTheAnswerNamesItsQuestion() {
        TakenIn model = TakenIn.model();
        UUID promotion = model.inProduction("1.0.0");
        DeploymentRequested question = asked(model, "1.0.0", Stage.PROD);

        assertThat(answer(model, question))
                .isEqualTo(new DeploymentAuthorised(
                        promotion,
                        question.version(),
                        question.deployment(),
                        question.digest(),
                        TARGET,
                        question.deadline()));
        Map<String, Object> headers = jdbc().sql("""
                        select e.actor, e.causation_id = q.event as caused, e.correlation_id, e.key
                        from events.event e, question q
                        where e.type like '%.DeploymentAuthorised.v1' and e.key = ? and q.deployment = ?
                        """)
                .param(model.key())
                .param(question.deployment())
                .query()
                .singleRow();
        assertThat(headers)
                .containsEntry("actor", "https://cairn.dev/services#approval")
                .containsEntry("caused", true)
                .containsEntry("correlation_id", "correlation");
        assertThat(published(model)).contains("promotion:" + promotion + " dev.cairn.approval.DeploymentAuthorised.v1");
    }

    @Test
    @Clause("PRO-1")
    void anApprovalForAnotherStageIsNone() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        DeploymentRequested question = asked(model, "1.0.0", Stage.PROD);

        assertThat(answer(model, question))
                .isEqualTo(new DeploymentDenied(
                        null,
                        question.version(),
                        question.deployment(),
                        question.digest(),
                        TARGET,
                        "The version was never approved for prod."));
    }

    @Test
    void anApprovalOfOtherContentIsNone() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        var question = new DeploymentRequested(
                UUID.randomUUID(),
                model.version("1.0.0"),
                new Sha256Digest("cd".repeat(32)),
                TARGET,
                Stage.DEV,
                soon());
        OtherServices.happened("deployment", question);

        assertThat(answer(model, question)).isInstanceOf(DeploymentDenied.class);
    }

    @Test
    @Clause("APR-1")
    void whatWasRevokedMayNotRunThoughAnOlderApprovalStands() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        UUID newest = model.promoted("1.0.0", "dev");
        Answer revoked =
                post(governance(), "/api/v1/promotions/" + newest + "/revocation", Map.of("reason", "faulty data"));
        assertThat(revoked.status()).isEqualTo(200);
        DeploymentRequested question = asked(model, "1.0.0", Stage.DEV);

        assertThat(answer(model, question)).isInstanceOfSatisfying(DeploymentDenied.class, denied -> {
            assertThat(denied.promotion()).isEqualTo(newest);
            assertThat(denied.reason()).isEqualTo("The approval was revoked: faulty data");
        });
    }

    @Test
    @Clause("PRO-6")
    void whatWasDisplacedMayRunWhileARequestForItsRenewalIsOpen() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        UUID first = model.promoted("1.0.0", "staging");
        model.promoted("2.0.0", "dev");
        model.promoted("2.0.0", "staging");
        assertThat(model.request("1.0.0", "staging").status()).isEqualTo(201);

        assertThat(answer(model, asked(model, "1.0.0", Stage.STAGING)))
                .isInstanceOfSatisfying(
                        DeploymentAuthorised.class,
                        authorised -> assertThat(authorised.promotion()).isEqualTo(first));
    }

    @Test
    @Clause({"EOL-3", "EOL-6"})
    void whatIsAboutToRetireMayNotRun() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        OtherServices.happened("deployment", new RetirementConfirmed(UUID.randomUUID(), model.version("1.0.0")));

        assertThat(answer(model, asked(model, "1.0.0", Stage.DEV)))
                .isInstanceOfSatisfying(
                        DeploymentDenied.class,
                        denied -> assertThat(denied.reason()).isEqualTo("The version is confirmed to retire."));
    }

    @Test
    void aQuestionPastItsDeadlineIsDenied() {
        TakenIn model = TakenIn.model();
        model.promoted("1.0.0", "dev");
        var question = new DeploymentRequested(
                UUID.randomUUID(),
                model.version("1.0.0"),
                model.digest("1.0.0"),
                TARGET,
                Stage.DEV,
                Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MICROS));
        OtherServices.happened("deployment", question);

        assertThat(answer(model, question)).isInstanceOf(DeploymentDenied.class);
    }

    @Test
    void whatDeployTrackerHasSettledIsNotKept() {
        TakenIn model = TakenIn.model();
        DeploymentRequested question = asked(model, "1.0.0", Stage.DEV);
        answer(model, question);
        OtherServices.happened(
                "deployment",
                new DeploymentRefused(
                        question.deployment(), question.version(), question.digest(), TARGET, Stage.DEV, "denied"));

        eventually(() -> assertThat(jdbc().sql("select count(*) from question where deployment = ?")
                        .param(question.deployment())
                        .query(Integer.class)
                        .single())
                .isZero());
        assertThat(answers(model)).hasSize(1);
    }

    static DeploymentRequested asked(TakenIn model, String label, Stage stage) {
        var question = new DeploymentRequested(
                UUID.randomUUID(), model.version(label), model.digest(label), TARGET, stage, soon());
        OtherServices.happened("deployment", question);
        return question;
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(120).truncatedTo(ChronoUnit.MICROS);
    }

    /** The one answer to the question. */
    private static PromotionEvent answer(TakenIn model, DeploymentRequested question) {
        eventually(() -> assertThat(answers(model)).hasSize(1));
        PromotionEvent answer = answers(model).get(0);
        assertThat(answer.version()).isEqualTo(question.version());
        return answer;
    }

    static List<PromotionEvent> answers(TakenIn model) {
        return decided(model.key(), PromotionEvent.class).stream()
                .filter(event -> event instanceof DeploymentAuthorised || event instanceof DeploymentDenied)
                .toList();
    }

    /** Streams and types of what the topic has of the model, as soon as it has all that the store has. */
    private static List<String> published(TakenIn model) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TestServers.kafka().bootstrapServers(), "isolation.level", "read_committed");
        List<String> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("cairn.approval").stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            int expected = decided(model.key()).size();
            eventually(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (record.key().equals(model.key())) {
                        var event = KafkaEvents.fromRecord(record);
                        found.add(event.headers().subject() + " "
                                + event.headers().type());
                    }
                });
                assertThat(found).hasSize(expected);
            });
        }
        return found;
    }
}
