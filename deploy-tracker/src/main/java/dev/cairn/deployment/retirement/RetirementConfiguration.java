package dev.cairn.deployment.retirement;

import dev.cairn.platform.command.AggregateType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RetirementConfiguration {

    @Bean
    AggregateType<Retirement> retirementAggregate() {
        return new AggregateType<>(Retirement.class);
    }
}
