package dev.cairn.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.RecordedEvent;
import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.command.ModelAggregate.Ask;
import dev.cairn.platform.command.ModelAggregate.Create;
import dev.cairn.platform.command.ModelAggregate.Describe;
import dev.cairn.platform.eventstore.EventRows;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.eventstore.EventStoreAutoConfiguration;
import dev.cairn.platform.migration.MigrationAutoConfiguration;
import dev.cairn.platform.problem.Refused;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

class WritesTest {

    private static ServiceDatabase database;
    private static ConfigurableApplicationContext context;
    private static Writes writes;
    private static Commands commands;
    private static EventStore store;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        database = TestServers.database("registry");
        context = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .properties(database.springProperties())
                .properties(
                        "spring.application.name=registry",
                        "spring.datasource.hikari.maximum-pool-size=70",
                        "spring.datasource.hikari.connection-init-sql=set lock_timeout = '60s'")
                .run();
        writes = context.getBean(Writes.class);
        commands = context.getBean(Commands.class);
        store = context.getBean(EventStore.class);
        jdbc = context.getBean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        MigrationAutoConfiguration.class,
        EventStoreAutoConfiguration.class,
        CommandAutoConfiguration.class
    })
    static class App {
        @Bean
        AggregateType<ModelAggregate> aggregate() {
            return new AggregateType<>(ModelAggregate.class);
        }

        @Bean
        DescriptionView view(JdbcClient jdbc) {
            return new DescriptionView(jdbc);
        }
    }

    @Test
    @Clause("AUD-1")
    void storesWhatWasDecidedWithWhoAskedAndWhen() {
        ModelName model = model();
        Instant decided = writes.write(write(model, null, ""), Instant.class, () -> {
                    commands.send(new Describe(model, "first"));
                    return commands.send(new Ask(model));
                })
                .value();

        RecordedEvent stored = store.stream("model:" + model).get(0);
        assertThat(stored.topic()).isEqualTo("cairn.registry");
        assertThat(stored.key()).isEqualTo("model:" + model);
        assertThat(stored.headers().time()).isEqualTo(decided);
        assertThat(stored.headers().actor()).isEqualTo(Actor.of("https://id.example#mia"));
        assertThat(stored.headers().sequence()).isZero();
        assertThat(stored.headers().nonce()).matches("[0-9a-f]{32}");
        assertThat(new String(stored.data(), StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"" + model
                        + "\",\"description\":\"first\",\"scheme\":\"NUMBER\",\"sensitivity\":\"OPEN\"}");
        assertThat(store.find(stored.headers().id())).contains(stored);
    }

    @Test
    void showsTheWriterItsOwnWrite() {
        ModelName model = model();
        String shown = writes.write(write(model, null, ""), String.class, () -> {
                    commands.send(new Describe(model, "first"));
                    commands.send(new Describe(model, "second"));
                    return description(model);
                })
                .value();

        assertThat(shown).isEqualTo("second");
    }

    @Test
    @Clause("REG-3")
    void keepsSequenceCommitOrderAndTimeInStepWhen64WritersRace() throws Exception {
        ModelName model = model();
        race(
                64,
                writer -> IntStream.range(0, 10)
                        .forEach(i -> writes.write(
                                write(model, null, ""),
                                Integer.class,
                                () -> commands.send(new Describe(model, "w" + writer)))));

        List<Long> transactions = jdbc.sql(
                        "select transaction_id::text::bigint from events.event" + " where key = ? order by sequence")
                .param("model:" + model)
                .query(Long.class)
                .list();
        List<RecordedEvent> stream = store.stream("model:" + model);
        assertThat(transactions).hasSize(640).isSorted().doesNotHaveDuplicates();
        assertThat(stream.stream().map(event -> event.headers().sequence()))
                .containsExactlyElementsOf(LongStream.range(0, 640).boxed().toList());
        assertThat(stream.stream().map(event -> event.headers().time()).toList())
                .isSorted();
    }

    @Test
    @Clause("PIP-4")
    void answersARepeatedRequestAsItAnsweredTheFirst() {
        ModelName model = model();
        var first =
                writes.write(write(model, "k-1", "body"), Integer.class, () -> commands.send(new Describe(model, "a")));
        var again =
                writes.write(write(model, "k-1", "body"), Integer.class, () -> commands.send(new Describe(model, "a")));

        assertThat(first.repeated()).isFalse();
        assertThat(again).isEqualTo(new Writes.Answer<>(first.value(), true));
        assertThat(store.stream("model:" + model)).hasSize(1);
    }

    @Test
    @Clause("PIP-4")
    void lets64RequestsWithOneKeyHaveOneEffectEvenUnderDifferentLocks() throws Exception {
        ModelName model = model();
        var fresh = new AtomicInteger();
        race(64, writer -> {
            var mine = new ModelName(model + "-" + writer);
            var answer = writes.write(
                    write(mine, "one-key", "body"), Integer.class, () -> commands.send(new Describe(mine, "a")));
            if (!answer.repeated()) {
                fresh.incrementAndGet();
            }
        });

        assertThat(fresh).hasValue(1);
        assertThat(jdbc.sql("select count(*) from events.event where key like ?")
                        .param("model:" + model + "-%")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherRequest() {
        ModelName model = model();
        writes.write(write(model, "k-2", "body"), Integer.class, () -> commands.send(new Describe(model, "a")));

        assertThatThrownBy(() -> writes.write(write(model, "k-2", "other"), Integer.class, () -> 1))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.code()).isEqualTo(WriteRefusal.IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    @Clause("PIP-3")
    void leavesNothingWhenTheWorkFails() {
        ModelName model = model();
        assertThatThrownBy(() -> writes.write(write(model, "k-3", "body"), Integer.class, () -> {
                    commands.send(new Describe(model, "a"));
                    throw new IllegalArgumentException("half way");
                }))
                .hasMessage("half way");
        assertThatThrownBy(() -> writes.write(write(model, "k-3", "body"), Integer.class, () -> {
                    commands.send(new Describe(model, "a"));
                    return commands.send(new Describe(model, "unshowable"));
                }))
                .hasMessage("The view cannot show this");

        assertThat(store.stream("model:" + model)).isEmpty();
        assertThat(writes.write(write(model, "k-3", "body"), Integer.class, () -> 7))
                .isEqualTo(new Writes.Answer<>(7, false));
    }

    @Test
    @Clause("REG-7")
    void refusesAnEventOverTheLimitBeforeItIsAppended() {
        ModelName model = model();
        assertThatThrownBy(() -> writes.write(
                        write(model, null, ""),
                        Integer.class,
                        () -> commands.send(new Describe(model, "x".repeat(EventStore.MAX_EVENT_BYTES)))))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.code()).isEqualTo(WriteRefusal.EVENT_TOO_LARGE));
        assertThat(store.stream("model:" + model)).isEmpty();
    }

    @Test
    void refusesASecondBeginningOfAStream() {
        ModelName model = model();
        writes.write(write(model, null, ""), Void.class, () -> send(new Create(model)));

        assertThatThrownBy(() -> writes.write(write(model, null, ""), Void.class, () -> send(new Create(model))))
                .isInstanceOf(RuntimeException.class);
        assertThat(store.stream("model:" + model)).hasSize(1);
    }

    @Test
    @Clause("REG-6")
    void refusesToDecideAboutWhatANewerVersionChanged() {
        ModelName model = model();
        writes.write(write(model, null, ""), Integer.class, () -> commands.send(new Describe(model, "a")));
        String columns = EventRows.COLUMNS;
        String newer = columns.replace("id, topic", "gen_random_uuid(), topic")
                .replace(" sequence,", " sequence + 1,")
                .replace(" type,", " 'dev.cairn.registry.ModelPainted.v1',");
        jdbc.sql("insert into events.event (" + columns + ") select " + newer + " from events.event where stream = ?")
                .param("model:" + model)
                .update();

        assertThatThrownBy(() -> writes.write(
                        write(model, null, ""), Integer.class, () -> commands.send(new Describe(model, "b"))))
                .isInstanceOfSatisfying(Refused.class, e -> {
                    assertThat(e.code()).isEqualTo(WriteRefusal.CHANGED_BY_NEWER_VERSION);
                    assertThat(e.getMessage()).contains("ModelPainted.v1");
                });
        assertThat(store.stream("model:" + model)).hasSize(2);
    }

    @Test
    void decidesOnlyWithinAWrite() {
        assertThatThrownBy(() -> commands.send(new Describe(model(), "a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Writes.write");
    }

    private static @Nullable Void send(Object command) {
        commands.send(command);
        return null;
    }

    private static void race(int writers, WriterWork work) throws Exception {
        var pool = Executors.newFixedThreadPool(writers);
        var go = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int writer = i;
            running.add(pool.submit(() -> {
                go.await();
                work.run(writer);
                return null;
            }));
        }
        go.countDown();
        for (Future<?> writer : running) {
            writer.get();
        }
        pool.shutdown();
    }

    private interface WriterWork {
        void run(int writer);
    }

    private static String description(ModelName model) {
        return jdbc.sql("select text from description where model = ?")
                .param(model.value())
                .query(String.class)
                .single();
    }

    private static ModelName model() {
        return new ModelName(TestServers.uniqueName("model"));
    }

    private static Write write(ModelName model, @Nullable String key, String body) {
        var cause = new Cause(Actor.of("https://id.example#mia"), null, "correlation", null, null);
        return new Write(
                cause, "model:" + model, "POST /models", key, Sha256Digest.of(body.getBytes(StandardCharsets.UTF_8)));
    }
}
