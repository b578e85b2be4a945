package dev.cairn.platform.recovery;

import dev.cairn.platform.eventstore.EventStore;
import dev.cairn.platform.inbox.InboxAutoConfiguration;
import dev.cairn.platform.inbox.TopicFollowers;
import dev.cairn.platform.migration.Migrations;
import dev.cairn.platform.relay.RelayAutoConfiguration;
import dev.cairn.platform.relay.StandIns;
import dev.cairn.platform.view.OwnViews;
import dev.cairn.platform.web.RequestCause;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Operations, and what recovers a store or a topic. */
@AutoConfiguration(after = {RelayAutoConfiguration.class, InboxAutoConfiguration.class})
public class RecoveryAutoConfiguration {

    @Bean
    Operations operations(JdbcClient jdbc, ObjectProvider<Operation> operations) {
        return new Operations(jdbc, () -> operations.orderedStream().toList());
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    OperationsApi operationsApi(Operations operations, RequestCause causes) {
        return new OperationsApi(operations, causes);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean({StandIns.class, Migrations.class})
    static class Recovering {

        @Bean
        ViewRebuild viewRebuild(
                PlatformTransactionManager transactions,
                JdbcClient jdbc,
                OwnViews views,
                ObjectProvider<TopicFollowers> topics) {
            return new ViewRebuild(transactions, jdbc, views, Optional.ofNullable(topics.getIfAvailable()));
        }

        @Bean
        OperationLog operationLog(EventStore store) {
            return new OperationLog(store);
        }

        @Bean
        Rebuild rebuild(
                @Value("${spring.application.name}") String service,
                Migrations migrations,
                ViewRebuild views,
                OperationLog log) {
            return new Rebuild(service, migrations, views, log);
        }

        @Bean
        Restore restore(
                @Value("${spring.application.name}") String service,
                Migrations migrations,
                StandIns standIns,
                ViewRebuild views,
                OperationLog log) {
            return new Restore(service, migrations, standIns, views, log);
        }

        @Bean
        Republish republish(Migrations migrations, StandIns standIns, OperationLog log) {
            return new Republish(migrations, standIns, log);
        }
    }
}
