package dev.cairn.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.test.Clause;
import java.util.List;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Axon goes on without transactions or storage and says nothing; here it does not go on. */
@Clause("REG-3")
class AxonPartsTest {
    private static final TransactionManager OF_SPRING =
            new SpringTransactionManager(new DataSourceTransactionManager());

    @Test
    void doesNotStartWithoutSpringsTransactions() {
        assertThatThrownBy(() -> wire(new InMemoryEventStorageEngine(), NoTransactionManager.instance()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside the service's transaction")
                .hasMessageContaining("NoTransactionManager");
    }

    @Test
    void doesNotStartWithEventsAnywhereButInPostgres() {
        assertThatThrownBy(() -> wire(new InMemoryEventStorageEngine(), OF_SPRING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("would not store events in PostgreSQL")
                .hasMessageContaining("InMemoryEventStorageEngine");
    }

    private static void wire(EventStorageEngine storage, TransactionManager transactions) {
        AxonParts.wire(
                List.of(), storage, transactions, ClasspathParameterResolverFactory.forClass(AxonPartsTest.class));
    }
}
