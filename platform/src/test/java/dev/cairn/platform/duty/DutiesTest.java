package dev.cairn.platform.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.events.EventCodec;
import dev.cairn.events.registry.ModelEvent.ModelDescribed;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.command.AggregateType;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.CommandAutoConfiguration;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.DescriptionView;
import dev.cairn.platform.command.ModelAggregate;
import dev.cairn.platform.command.Write;
import dev.cairn.platform.command.Writes;
import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.eventstore.EventStoreAutoConfiguration;
import dev.cairn.platform.migration.MigrationAutoConfiguration;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

@Clause("REG-3")
class DutiesTest {

    private ServiceDatabase database;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() {
        database = TestServers.database("registry");
        service = process();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private ConfigurableApplicationContext process() {
        return new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .properties(database.springProperties())
                .properties("spring.application.name=registry", "cairn.duty.poll=20ms", "cairn.duty.retry=50ms")
                .run();
    }

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        MigrationAutoConfiguration.class,
        EventStoreAutoConfiguration.class,
        CommandAutoConfiguration.class,
        DutyAutoConfiguration.class
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

        @Bean
        AnsweringDuty answers(JdbcClient jdbc, Commands commands) {
            return new AnsweringDuty(jdbc, commands);
        }
    }

    @Test
    void whatIsDueIsDoneOnceHoweverManyProcessesLook() {
        try (var other = process()) {
            assertThat(other.isActive()).isTrue();
            IntStream.range(0, 250).forEach(i -> ask("model-" + i));

            eventually(() -> assertThat(open()).isZero());
        }
        for (int i = 0; i < 250; i++) {
            assertThat(descriptionsOf("model-" + i)).containsExactly("may it run?", "yes");
        }
    }

    @Test
    void whatIsDueWhenAProcessStopsIsDoneByTheNext() {
        service.getBean(Duties.class).stop();
        ask("fraud");
        assertThat(descriptionsOf("fraud")).containsExactly("may it run?");
        service.close();

        service = process();

        eventually(() -> assertThat(descriptionsOf("fraud")).containsExactly("may it run?", "yes"));
    }

    @Test
    void whatFailsIsUndoneAndTriedAgainWhileAllElseGoesOn() {
        var duty = service.getBean(AnsweringDuty.class);
        duty.failsAt("a-failing-one");
        ask("a-failing-one");
        ask("fraud");

        eventually(() -> assertThat(descriptionsOf("fraud")).containsExactly("may it run?", "yes"));
        assertThat(descriptionsOf("a-failing-one")).containsExactly("may it run?");
        eventually(() -> assertThat(failing()).isOne());

        duty.mended();
        eventually(() -> assertThat(descriptionsOf("a-failing-one")).containsExactly("may it run?", "yes"));
        eventually(() -> assertThat(failing()).isZero());
    }

    @Test
    void whatCannotEvenBeLookedUpShows() {
        var duty = service.getBean(AnsweringDuty.class);
        duty.failsToLook(() -> new IllegalStateException("The view is not there"));

        eventually(() -> assertThat(failing()).isOne());

        duty.mended();
        ask("fraud");
        eventually(() -> assertThat(descriptionsOf("fraud")).containsExactly("may it run?", "yes"));
        eventually(() -> assertThat(failing()).isZero());
    }

    @Test
    void saysSoWhenItsThreadEnds() {
        assertThat(health().getStatus()).isEqualTo(Status.UP);
        service.getBean(AnsweringDuty.class).failsToLook(() -> {
            throw new OutOfMemoryError("Java heap space");
        });

        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(health().getStatus()).isEqualTo(Status.DOWN));
        assertThat(health().getDetails().get("detail")).asString().contains("ended", "Java heap space");
    }

    private int failing() {
        return service.getBean(Duties.class).rounds().get(0).failing();
    }

    private Health health() {
        return service.getBean(DutyHealth.class).health();
    }

    private static void eventually(ThrowingRunnable holds) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(holds);
    }

    /** Registers the model, then asks. */
    private void ask(String model) {
        var write = new Write(Cause.ofService("test"), "model:" + model, "PUT", null, Sha256Digest.of(new byte[0]));
        service.getBean(Writes.class).write(write, Boolean.class, () -> {
            Commands commands = service.getBean(Commands.class);
            commands.send(ModelAggregate.describe(new ModelName(model), ""));
            commands.send(ModelAggregate.describe(new ModelName(model), "may it run?"));
            return true;
        });
    }

    private long open() {
        return service.getBean(JdbcClient.class)
                .sql("select count(*) from description where text like '%?'")
                .query(Long.class)
                .single();
    }

    private List<String> descriptionsOf(String model) {
        return service.getBean(EventStore.class).stream("model:" + model).stream()
                .map(event -> EventCodec.read(event.headers().type(), event.data()))
                .filter(ModelDescribed.class::isInstance)
                .map(event -> ((ModelDescribed) event).description())
                .toList();
    }
}
