package dev.cairn.platform.eventstore;

import java.util.List;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;

/**
 * The parts of Axon that Cairn uses, wired by hand: command bus, aggregates, JDBC storage. No processors, tokens, sagas or
 * snapshots, and none of the modules that Axon finds on the classpath by itself (one of them phones home).
 */
final class AxonParts {

    private AxonParts() {}

    static Configuration wire(
            List<Class<?>> aggregates,
            EventStorageEngine storage,
            TransactionManager transactions,
            ParameterResolverFactory parameters) {
        var serializer = new LogicalTypeSerializer();
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureTransactionManager(axon -> transactions)
                .configureSerializer(axon -> serializer)
                .configureEventSerializer(axon -> serializer)
                .configureMessageSerializer(axon -> serializer)
                .configureCommandBus(axon -> SimpleCommandBus.builder()
                        .transactionManager(axon.getComponent(TransactionManager.class))
                        .build())
                .registerComponent(EventStorageEngine.class, axon -> storage)
                .registerComponent(
                        ParameterResolverFactory.class,
                        axon -> MultiParameterResolverFactory.ordered(
                                parameters, ClasspathParameterResolverFactory.forClass(AxonParts.class)))
                .configureEmbeddedEventStore(axon -> axon.getComponent(EventStorageEngine.class));
        aggregates.forEach(type -> configurer.configureAggregate(aggregate(type)));
        Configuration axon = configurer.buildConfiguration();
        requireReal(axon);
        return axon;
    }

    /** The key's lock in PostgreSQL is held already; a second lock in this JVM could only deadlock with it. */
    private static <T> AggregateConfigurer<T> aggregate(Class<T> type) {
        return AggregateConfigurer.defaultConfiguration(type).configureLockFactory(axon -> NullLockFactory.INSTANCE);
    }

    /**
     * Axon goes on without transactions or storage when it is given none, and says nothing.
     *
     * @throws IllegalStateException when it has
     */
    static void requireReal(Configuration axon) {
        var transactions = axon.getComponent(TransactionManager.class);
        if (!(transactions instanceof SpringTransactionManager)) {
            throw new IllegalStateException(
                    "Axon would decide outside the service's transaction: its transaction manager" + " is "
                            + transactions.getClass().getName() + ", not Spring's");
        }
        EventStorageEngine storage = axon.getComponent(EventStorageEngine.class);
        if (!(storage instanceof EventStorage)) {
            throw new IllegalStateException("Axon would not store events in PostgreSQL: its storage is " + storage);
        }
    }
}
