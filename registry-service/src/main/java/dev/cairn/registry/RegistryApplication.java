package dev.cairn.registry;

import dev.cairn.platform.web.LargeBodies;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the registry; its settings are in {@code registry.yml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RegistryApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** Ready to run, with its own settings file, since services may share a class path. */
    public static SpringApplication application() {
        return new SpringApplicationBuilder(RegistryApplication.class)
                .properties("spring.config.name=registry")
                .application();
    }

    /** Manifests. */
    @Bean
    LargeBodies manifests() {
        return LargeBodies.ofPosts("/api/v1/models/{model}/versions");
    }
}
