package dev.cairn.approval;

import dev.cairn.visibility.VisibilityConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Starts the approval service; its settings are in {@code approval.yml}. */
@SpringBootApplication
@Import(VisibilityConfiguration.class)
public class ApprovalApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** Ready to run, with its own settings file, since services may share a class path. */
    public static SpringApplication application() {
        return new SpringApplicationBuilder(ApprovalApplication.class)
                .properties("spring.config.name=approval")
                .application();
    }
}
