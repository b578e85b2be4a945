package dev.cairn.deployment.deployment;

import dev.cairn.platform.command.AggregateType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeploymentConfiguration {

    @Bean
    AggregateType<Deployment> deploymentAggregate() {
        return new AggregateType<>(Deployment.class);
    }
}
