package dev.cairn.registry.version;

import dev.cairn.platform.command.AggregateType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class VersionConfiguration {

    @Bean
    AggregateType<Version> versionAggregate() {
        return new AggregateType<>(Version.class);
    }
}
