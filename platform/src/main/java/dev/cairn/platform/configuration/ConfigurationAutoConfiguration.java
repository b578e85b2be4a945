package dev.cairn.platform.configuration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** The check of settings, in every service. */
@AutoConfiguration
public class ConfigurationAutoConfiguration {

    @Bean
    UnknownSettings unknownSettings(ApplicationContext context, ConfigurableEnvironment environment) {
        return new UnknownSettings(context, environment);
    }
}
