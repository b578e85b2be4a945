package dev.cairn.deployment;

import static dev.cairn.deployment.RegisteredModel.shown;
import static dev.cairn.deployment.RegisteredModel.target;
import static dev.cairn.deployment.RunningTracker.events;
import static dev.cairn.deployment.RunningTracker.life;
import static dev.cairn.test.RunningService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.types.Stage;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What callers see when all of them come at the same moment. */
class RacesTest {

    private static final int CALLERS = 16;

    private final RegisteredModel model = new RegisteredModel("1.0.0", "2.0.0", "3.0.0");
    private final String target = target(Stage.PROD);

    private static <T> Stream<T> all(Stream<CompletableFuture<T>> calls) {
        List<CompletableFuture<T>> onTheirWay = calls.toList();
        return onTheirWay.stream().map(CompletableFuture::join);
    }

    @Test
    @Clause({"DEP-1", "DEP-6"})
    void ofRequestsForOnePlaceOneIsAsked() {
        List<Answer> answers = all(IntStream.range(0, CALLERS).mapToObj(i -> model.asking("1.0.0", target)))
                .toList();

        assertThat(answers).extracting(Answer::status).containsOnly(202, 409).containsOnlyOnce(202);
        assertThat(events(model.name(), "DeploymentRequested")).hasSize(1);
    }

    @Test
    @Clause({"DEP-4", "DEP-1"})
    void rollbacksAtOnceGoBackOneByOneAndOneVersionRuns() {
        model.running("1.0.0", target);
        model.running("2.0.0", target);
        model.running("3.0.0", target);

        List<Answer> answers = all(IntStream.range(0, CALLERS)
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> model.rolledBack(target, Map.of("reason", "worse")))))
                .toList();

        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(answer -> answer.text("version")))
                .containsExactlyInAnyOrder(model.name() + "/2.0.0", model.name() + "/1.0.0");
        assertThat(RunningTracker.get(RunningTracker.auditor(), "/api/v1/production?target=" + target)
                        .json()
                        .path("items"))
                .singleElement()
                .satisfies(runs -> assertThat(runs.path("version").asString()).endsWith("/1.0.0"));
    }

    @Test
    @Clause({"EOL-6", "DEP-6"})
    void aRetirementAndADeploymentAtOnceNeverBothHold() {
        List<RegisteredModel> models = IntStream.range(0, 8)
                .mapToObj(i -> new RegisteredModel("1.0.0"))
                .toList();
        models.forEach(one -> one.promoted("1.0.0"));

        var asking = models.stream()
                .map(one -> {
                    one.retirementRequested("1.0.0");
                    return one.asking("1.0.0", target);
                })
                .toList();
        asking.forEach(CompletableFuture::join);

        for (RegisteredModel one : models) {
            eventually(() -> assertThat(
                            events(one.name(), "RetirementConfirmed").size()
                                    + events(one.name(), "RetirementObjected").size())
                    .isEqualTo(1));
            assertThat(events(one.name(), "RetirementConfirmed").size()
                            + events(one.name(), "DeploymentRequested").size())
                    .isEqualTo(1);
        }
    }

    @Test
    @Clause({"DEP-4", "DEP-6"})
    void anAnswerThatMeetsARollbackStartsNothingBesideIt() {
        model.running("1.0.0", target);
        model.running("2.0.0", target);
        model.promoted("3.0.0");
        var asking = model.asking("3.0.0", target);
        UUID deployment = model.asked(3);
        var rollingBack = CompletableFuture.supplyAsync(() -> model.rolledBack(target, Map.of("reason", "worse")));
        model.authorised("3.0.0", deployment, target);

        assertThat(rollingBack.join().status()).isEqualTo(201);
        asking.join();
        eventually(() -> assertThat(life(deployment))
                .isIn(
                        List.of("DeploymentRequested", "DeploymentRefused"),
                        List.of("DeploymentRequested", "DeploymentStarted", "DeploymentFailed")));
        assertThat(shown(deployment).path("reason").asString()).isEqualTo("A rollback took its place");
    }
}
