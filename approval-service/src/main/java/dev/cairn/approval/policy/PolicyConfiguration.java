package dev.cairn.approval.policy;

import dev.cairn.platform.command.AggregateType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    AggregateType<StagePolicy> policyAggregate() {
        return new AggregateType<>(StagePolicy.class);
    }
}
