package dev.cairn.lineage;

import dev.cairn.visibility.VisibilityConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Starts the lineage service; its settings are in {@code lineage.yml}. */
@SpringBootApplication
@Import(VisibilityConfiguration.class)
public class LineageApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** Ready to run, with its own settings file, since services may share a class path. */
    public static SpringApplication application() {
        return new SpringApplicationBuilder(LineageApplication.class)
                .properties("spring.config.name=lineage")
                .application();
    }
}
