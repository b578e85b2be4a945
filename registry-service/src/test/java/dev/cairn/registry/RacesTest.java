package dev.cairn.registry;

import static dev.cairn.registry.RunningRegistry.engineer;
import static dev.cairn.registry.RunningRegistry.manifest;
import static dev.cairn.registry.RunningRegistry.newModel;
import static dev.cairn.registry.RunningRegistry.upload;
import static dev.cairn.registry.RunningRegistry.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.RecordedEvent;
import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.eventstore.EventRows;
import dev.cairn.test.Answer;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers see when all of them come at the same moment. */
class RacesTest {
    private static final int WRITERS = 64;
    private static final byte[] WEIGHTS = "the weights that everybody registers".getBytes(UTF_8);
    private static final ExecutorService POOL = Executors.newFixedThreadPool(WRITERS);

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    @Clause({"VER-1", "VER-2", "AUD-1"})
    void versionsRegisteredAtOnceGetLabelsWithoutGapOrDuplicateAndReachTheTopicInTheirOrder(LabelScheme scheme)
            throws Exception {
        String model = newModel(engineer(), scheme.name());
        Sha256Digest weights = upload(engineer(), WEIGHTS);

        List<Answer> answers = race(writer -> register(model, weights, ", \"changeNote\": \"" + writer + "\"", ""));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        List<RecordedEvent> stored = stored("model:" + model);
        List<String> labels = registered(model, stored);
        assertThat(labels).containsExactlyElementsOf(expected(scheme, labels, weights));
        assertThat(answers.stream().map(answer -> answer.json().path("label").asString()))
                .containsExactlyInAnyOrderElementsOf(labels);
        assertThat(PublishedEvents.of("cairn.registry", "model:" + model, stored.size()))
                .isEqualTo(stored);
    }

    @Test
    @Clause({"PIP-4", "VER-1"})
    void oneManifestSentByAllAtOnceBecomesOneVersion() throws Exception {
        String model = newModel(engineer(), "SEMANTIC");
        Sha256Digest weights = upload(engineer(), WEIGHTS);

        List<Answer> answers = race(writer -> register(model, weights, "", ""));

        assertThat(answers).extracting(Answer::json).containsOnly(answers.get(0).json());
        assertThat(answers).extracting(Answer::status).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(registered(model, stored("model:" + model))).containsExactly("1.0.0");
    }

    @Test
    @Clause({"PIP-4", "VER-1"})
    void oneLabelWantedByAllAtOnceIsGivenToOne() throws Exception {
        String model = newModel(engineer(), "SEMANTIC");
        Sha256Digest weights = upload(engineer(), WEIGHTS);

        List<Answer> answers =
                race(writer -> register(model, weights, ", \"changeNote\": \"" + writer + "\"", "?label=3.0.0"));

        assertThat(answers).extracting(Answer::status).containsOnly(201, 409).containsOnlyOnce(201);
        assertThat(registered(model, stored("model:" + model))).containsExactly("3.0.0");
    }

    @Test
    @Clause("PIP-4")
    void oneIdempotencyKeySentByAllAtOnceHasOneEffectAndOneAnswer() throws Exception {
        String model = newModel(engineer(), "NUMBER");
        Sha256Digest weights = upload(engineer(), WEIGHTS);

        List<Answer> answers = race(writer -> register(model, weights, "", "", "Idempotency-Key", model));

        assertThat(answers).extracting(Answer::json).containsOnly(answers.get(0).json());
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers.stream().filter(answer -> answer.header("Idempotency-Replayed") == null))
                .hasSize(1);
        assertThat(registered(model, stored("model:" + model))).containsExactly("1");
    }

    @Test
    @Clause({"PIP-4", "VER-1"})
    void oneNameWantedByAllAtOnceIsGivenToOne() throws Exception {
        String name = TestServers.uniqueName("wanted");

        List<Answer> answers = race(writer -> write(engineer(), "POST", "/api/v1/models", Map.of("name", name)));

        assertThat(answers).extracting(Answer::status).containsOnly(201, 409).containsOnlyOnce(201);
        assertThat(stored("model:" + name)).hasSize(1);
    }

    private static Answer register(String model, Sha256Digest weights, String more, String query, String... headers) {
        byte[] manifest = manifest(weights, WEIGHTS.length, more).getBytes(UTF_8);
        return write(engineer(), "POST", "/api/v1/models/" + model + "/versions" + query, manifest, headers);
    }

    private static List<Answer> race(IntFunction<Answer> request) throws Exception {
        var together = new CyclicBarrier(WRITERS);
        List<Future<Answer>> running = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            Callable<Answer> racing = () -> {
                together.await();
                return request.apply(writer);
            };
            running.add(POOL.submit(racing));
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> answer : running) {
            answers.add(answer.get());
        }
        return answers;
    }

    /** The key's events in the order of their commits. */
    private static List<RecordedEvent> stored(String key) {
        return RunningRegistry.jdbc()
                .sql("select " + EventRows.COLUMNS + " from events.event where key = ? and topic = 'cairn.registry'"
                        + " order by transaction_id, global_index")
                .param(key)
                .query((row, number) -> EventRows.read(row))
                .list();
    }

    /** The labels of the model's versions in the order of their registration. */
    private static List<String> registered(String model, List<RecordedEvent> events) {
        String stream = "version:" + model + "/";
        return events.stream()
                .map(event -> event.headers().subject())
                .filter(subject -> subject.startsWith(stream))
                .map(subject -> subject.substring(stream.length()))
                .toList();
    }

    private static List<String> expected(LabelScheme scheme, List<String> labels, Sha256Digest weights) {
        return switch (scheme) {
            case SEMANTIC -> series(i -> "1.0." + (i - 1));
            case NUMBER -> series(Integer::toString);
            case WEIGHTS_DIGEST -> series(i -> i == 1 ? weights.value() : weights + "-" + i);
            case TIMESTAMP -> timestamps(labels);
        };
    }

    private static List<String> series(IntFunction<String> label) {
        return Stream.iterate(1, i -> i + 1).limit(WRITERS).map(label::apply).toList();
    }

    /** Seconds never go back, and within each the suffixes count up from the second one on. */
    private static List<String> timestamps(List<String> labels) {
        Map<String, Integer> met = new HashMap<>();
        return labels.stream()
                .map(label -> label.substring(0, "2026-01-01-000000".length()))
                .sorted()
                .map(second -> {
                    int count = met.merge(second, 1, Integer::sum);
                    return count == 1 ? second : second + "-" + count;
                })
                .toList();
    }
}
