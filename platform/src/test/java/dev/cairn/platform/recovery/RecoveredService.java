package dev.cairn.platform.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.RecordedEvent;
import dev.cairn.events.Topics;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.command.AggregateType;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.CommandAutoConfiguration;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.ModelAggregate;
import dev.cairn.platform.command.Write;
import dev.cairn.platform.command.Writes;
import dev.cairn.platform.eventstore.EventRows;
import dev.cairn.platform.eventstore.EventStoreAutoConfiguration;
import dev.cairn.platform.inbox.InboxAutoConfiguration;
import dev.cairn.platform.migration.MigrationAutoConfiguration;
import dev.cairn.platform.recovery.OperationStatus.State;
import dev.cairn.platform.relay.RelayAutoConfiguration;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.TestServers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A registry with a view of its own events and one of its topics; its topics are new, its database is empty. */
final class RecoveredService implements AutoCloseable {

    static final List<String> TOPICS = List.of(Topics.REGISTRY, Topics.access("registry"));

    final ServiceDatabase database;
    final OwnedTopics topics;
    private final DataSource superuser;
    private final List<ConfigurableApplicationContext> processes = new ArrayList<>();

    private RecoveredService(ServiceDatabase database, DataSource superuser, OwnedTopics topics) {
        this.database = database;
        this.superuser = superuser;
        this.topics = topics;
    }

    static RecoveredService make() {
        var topics = new OwnedTopics();
        TOPICS.forEach(topics::makeAnew);
        return onNewDatabase(topics);
    }

    private static RecoveredService onNewDatabase(OwnedTopics topics) {
        ServiceDatabase database = TestServers.database("registry");
        return new RecoveredService(database, TestServers.postgres().superuser(nameOf(database)), topics);
    }

    private static String nameOf(ServiceDatabase database) {
        return database.url().replaceAll(".*/", "");
    }

    /** The same service after its database was lost. */
    RecoveredService withoutItsDatabase() {
        close();
        return onNewDatabase(topics);
    }

    /** The same service with its database elsewhere. */
    RecoveredService on(ServiceDatabase other, DataSource itsSuperuser) {
        close();
        return new RecoveredService(other, itsSuperuser, topics);
    }

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        KafkaAutoConfiguration.class,
        MigrationAutoConfiguration.class,
        EventStoreAutoConfiguration.class,
        CommandAutoConfiguration.class,
        RelayAutoConfiguration.class,
        InboxAutoConfiguration.class,
        RecoveryAutoConfiguration.class
    })
    static class App {
        @Bean
        AggregateType<ModelAggregate> aggregate() {
            return new AggregateType<>(ModelAggregate.class);
        }

        @Bean
        NotedView noted(JdbcClient jdbc) {
            return new NotedView(jdbc);
        }

        @Bean
        SeenView seen(JdbcClient jdbc) {
            return new SeenView(jdbc);
        }
    }

    ConfigurableApplicationContext start() {
        var process = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .properties(database.springProperties())
                .properties(
                        "spring.application.name=registry",
                        "spring.kafka.bootstrap-servers=" + TestServers.kafka().bootstrapServers(),
                        "spring.main.banner-mode=off",
                        "cairn.relay.allow-unguarded-topics=true",
                        "cairn.relay.retry=50ms",
                        "cairn.inbox.retry=50ms",
                        "cairn.inbox.poll=50ms")
                .run();
        processes.add(process);
        return process;
    }

    /** The process started last. */
    ConfigurableApplicationContext process() {
        return processes.get(processes.size() - 1);
    }

    /** What its relay, or another part, says of itself. */
    String health(String part) {
        return process()
                .getBean(part + "HealthIndicator", HealthIndicator.class)
                .health()
                .toString();
    }

    /** Waits until its relay says that of itself. */
    void awaitRelay(String words) {
        Await.that("the relay says " + words, () -> health("relay").contains(words));
    }

    /** One write, as a request would make it. */
    void describe(String model, String text) {
        var name = new ModelName(model);
        var write = new Write(Cause.ofService("test"), "model:" + model, "PUT", null, Sha256Digest.of(new byte[0]));
        process().getBean(Writes.class).write(write, String.class, () -> {
            process().getBean(Commands.class).send(ModelAggregate.describe(name, text));
            return "done";
        });
    }

    /** Describes five models in turn. */
    void describe(int from, int to) {
        for (int i = from; i < to; i++) {
            describe("model-" + i % 5, "text-" + i);
        }
    }

    /** Runs an operation to its end. */
    OperationStatus run(String operation) {
        return ended(begin(operation));
    }

    UUID begin(String operation) {
        return process().getBean(Operations.class).start(operation, Cause.ofService("admin"));
    }

    OperationStatus ended(UUID run) {
        Operations operations = process().getBean(Operations.class);
        Await.that("the run has ended", () -> operations.find(run).orElseThrow().state() != State.RUNNING);
        return operations.find(run).orElseThrow();
    }

    void succeeds(String operation) {
        assertThat(run(operation))
                .satisfies(run -> assertThat(run.state()).as(run.message()).isEqualTo(State.DONE));
    }

    String fails(String operation) {
        OperationStatus run = run(operation);
        assertThat(run.state()).as(run.message()).isEqualTo(State.FAILED);
        return run.message();
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database.asApplication());
    }

    /** Every event of the store, in the order of commits. */
    List<RecordedEvent> events() {
        return jdbc().sql("select " + EventRows.COLUMNS + " from events.event order by transaction_id, global_index")
                .query((row, number) -> EventRows.read(row))
                .list();
    }

    /** The service's own view. */
    List<String> noted() {
        return rows("noted");
    }

    /** The view of its topics. */
    List<String> seen() {
        return rows("seen");
    }

    private List<String> rows(String table) {
        return jdbc().sql("select t::text from views." + table + " t order by 1")
                .query(String.class)
                .list();
    }

    /** Waits until everything stored is on the topics and in the view of the topics. */
    void settle() {
        settleBut(0);
    }

    /** The same where so many events are parked or were discarded. */
    void settleBut(int events) {
        Await.that(
                "everything stored was taken in",
                () -> jdbc().sql("""
                        select (select count(*) from events.event)
                             = ? + (select coalesce(sum(1 + length(events) - length(replace(events, ' ', ''))), 0)
                                    from views.seen)
                        """).param(events).query(Boolean.class).single());
    }

    /** What only somebody with the superuser's password can do, past the triggers that guard the events. */
    void asSuperuser(String... statements) {
        try (var connection = superuser.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void emptyTheEventStore() {
        asSuperuser("truncate events.event");
    }

    @Override
    public void close() {
        processes.forEach(ConfigurableApplicationContext::close);
        processes.clear();
    }
}
