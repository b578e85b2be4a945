package dev.cairn.platform.command;

import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;

/** Writes, and the commands in them. */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
@EnableScheduling
public class CommandAutoConfiguration {

    @Bean
    ParameterResolverFactory decisionTime() {
        return new DecisionTime();
    }

    @Bean
    SQLExceptionTranslator lockTimeouts() {
        return LockTimeout.translator();
    }

    @Bean
    IdempotentAnswers idempotentAnswers(JdbcClient jdbc) {
        return new IdempotentAnswers(jdbc);
    }

    @Bean
    Writes writes(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            IdempotentAnswers answers,
            ObjectProvider<ForkGuard> relay) {
        return new TransactionalWrites(new Opening(jdbc), transactions, answers, ForkGuard.of(relay::getIfAvailable));
    }

    @Bean
    Commands commands(Configuration axon) {
        CommandGateway gateway =
                DefaultCommandGateway.builder().commandBus(axon.commandBus()).build();
        return new AxonCommands(gateway);
    }
}
