package dev.cairn.registry.model;

import dev.cairn.platform.command.AggregateType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    @Bean
    AggregateType<Model> modelAggregate() {
        return new AggregateType<>(Model.class);
    }
}
