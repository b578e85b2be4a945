package dev.cairn.deployment.targets;

import dev.cairn.platform.command.AggregateType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TargetConfiguration {

    @Bean
    AggregateType<Target> targetAggregate() {
        return new AggregateType<>(Target.class);
    }
}
