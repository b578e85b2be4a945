package dev.cairn.platform.eventstore;

import dev.cairn.platform.command.AggregateType;
import dev.cairn.platform.command.ForkGuard;
import dev.cairn.platform.view.OwnViews;
import dev.cairn.platform.view.View;
import java.util.List;
import java.util.Objects;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** The event store, and Axon on it. */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
public class EventStoreAutoConfiguration {

    @Bean
    Recorder eventRecorder(@Value("${spring.application.name}") String service) {
        return new Recorder(service);
    }

    @Bean
    OwnViews ownViews(ObjectProvider<View> views) {
        return new OwnViews(views.orderedStream().toList());
    }

    @Bean
    AppendedEvents appendedEvents(JdbcTemplate jdbc, OwnViews views, ObjectProvider<CommitListener> listeners) {
        return new AppendedEvents(
                jdbc,
                views,
                SingletonSupplier.of(() -> listeners.orderedStream().toList()));
    }

    @Bean
    EventStore eventStore(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Recorder recorder,
            AppendedEvents appended,
            ObjectProvider<ForkGuard> guard) {
        return new JdbcEventStore(
                jdbc, new TransactionTemplate(transactions), recorder, appended, ForkGuard.of(guard::getIfAvailable));
    }

    @Bean
    StoreSize storeSize(JdbcClient jdbc) {
        return new StoreSize(jdbc);
    }

    @Bean(initMethod = "start", destroyMethod = "shutdown")
    Configuration axon(
            List<AggregateType<?>> aggregates,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Recorder recorder,
            AppendedEvents appended,
            ParameterResolverFactory parameters) {
        var springTransactions = new SpringTransactionManager(transactions);
        PersistenceExceptionResolver duplicateKeys = new SQLStateResolver();
        var serializer = new LogicalTypeSerializer();
        var storage = new EventStorage(
                JdbcEventStorageEngine.builder()
                        .connectionProvider(
                                new SpringDataSourceConnectionProvider(Objects.requireNonNull(jdbc.getDataSource())))
                        .transactionManager(springTransactions)
                        .eventSerializer(serializer)
                        .snapshotSerializer(serializer)
                        .persistenceExceptionResolver(duplicateKeys),
                recorder,
                appended);
        return AxonParts.wire(
                aggregates.stream().<Class<?>>map(AggregateType::type).toList(),
                storage,
                springTransactions,
                parameters);
    }
}
