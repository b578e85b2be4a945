package dev.cairn.deployment;

import dev.cairn.visibility.VisibilityConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts deploy-tracker; its settings are in {@code deployment.yml}. */
@SpringBootApplication
@Import(VisibilityConfiguration.class)
@ConfigurationPropertiesScan
public class TrackerApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** Ready to run, with its own settings file, since services may share a class path. */
    public static SpringApplication application() {
        return new SpringApplicationBuilder(TrackerApplication.class)
                .properties("spring.config.name=deployment")
                .application();
    }
}
