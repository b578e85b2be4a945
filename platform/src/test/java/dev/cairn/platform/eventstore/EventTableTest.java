package dev.cairn.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.platform.migration.Migrations;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.test.Clause;
import dev.cairn.test.TestServers;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

class EventTableTest {

    private static ServiceDatabase database;

    @BeforeAll
    static void migrate() throws SQLException {
        database = TestServers.database("registry");
        new Migrations("registry", database.asOwner(), database.application(), database.reader()).migrate();
        execute(database.asApplication(), insert("", "", "", 0, 0));
    }

    private static String insert(String column, String overriding, String value) {
        return insert(column, overriding, value, 0, 0);
    }

    private static String insert(String column, String overriding, String value, int sequence, int bytes) {
        return """
                insert into events.event (%s id, topic, key, stream, sequence, type, source, time, data_schema, actor,
                                          correlation_id, nonce, data) %s
                values (%s gen_random_uuid(), 't', 'k', 's', %d, 'y', '/cairn/registry', now(), 'd', 'a', 'c', 'n',
                        convert_to(repeat('x', %d), 'UTF8'))
                """.formatted(column, overriding, value, sequence, bytes);
    }

    @Test
    @Clause("REG-7")
    void theServiceMayNotStoreAnEventThatItsTopicWouldNeverTake() throws SQLException {
        execute(database.asApplication(), insert("", "", "", 1, EventStore.MAX_EVENT_BYTES));

        assertThatThrownBy(
                        () -> execute(database.asApplication(), insert("", "", "", 2, EventStore.MAX_EVENT_BYTES + 1)))
                .hasMessageContaining("event_data_check");
    }

    @Test
    @Clause("IMM-2")
    void theServiceMayNotChooseAnEventsPlaceInTheOrderOfCommits() {
        assertThatThrownBy(() -> execute(database.asApplication(), insert("transaction_id,", "", "'3',")))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() ->
                        execute(database.asApplication(), insert("global_index,", "overriding system value", "-7,")))
                .hasMessageContaining("permission denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update events.event set data = 'x'",
                "delete from events.event",
                "truncate events.event",
                "drop table events.event",
                "alter table events.event disable trigger events_are_final",
                "create or replace function events.refuse_change() returns trigger language plpgsql as 'begin return new; end'"
            })
    @Clause("IMM-2")
    void theServiceMayNotChangeAnEvent(String attempt) {
        assertThatThrownBy(() -> execute(database.asApplication(), attempt))
                .isInstanceOf(SQLException.class)
                .satisfiesAnyOf(
                        e -> assertThat(e).hasMessageContaining("permission denied"),
                        e -> assertThat(e).hasMessageContaining("must be owner"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"update events.event set data = 'x'", "delete from events.event", "truncate events.event"})
    @Clause("IMM-2")
    void evenTheOwnerIsStoppedByTheTrigger(String attempt) {
        assertThatThrownBy(() -> execute(database.asOwner(), attempt)).hasMessageContaining("never changed or deleted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into events.event (id) values (gen_random_uuid())",
                "delete from events.event",
                "insert into platform.idempotent_request values ('a', 'r', 'k', 'd', 'x', now())",
                "create table events.mine (x int)"
            })
    @Clause("IMM-2")
    void theReaderOnlyReads(String attempt) {
        assertThatThrownBy(() -> execute(database.asReader(), attempt)).hasMessageContaining("permission denied");
    }

    @Test
    void refusesAnAxonWithoutTheServicesTransactionOrStorage() {
        var spring = new SpringTransactionManager(new JdbcTransactionManager(database.asApplication()));

        assertThatThrownBy(() -> AxonParts.requireReal(axon(NoTransactionManager.INSTANCE)))
                .hasMessageContaining("outside the service's transaction");
        assertThatThrownBy(() -> AxonParts.requireReal(axon(spring)))
                .hasMessageContaining("would not store events in PostgreSQL");
    }

    private static Configuration axon(TransactionManager transactions) {
        return DefaultConfigurer.defaultConfiguration(false)
                .configureTransactionManager(axon -> transactions)
                .configureEmbeddedEventStore(axon -> new InMemoryEventStorageEngine())
                .buildConfiguration();
    }

    private static void execute(DataSource as, String sql) throws SQLException {
        try (var connection = as.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
