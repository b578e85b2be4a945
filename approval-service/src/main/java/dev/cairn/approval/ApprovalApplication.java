package dev.cairn.approval;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the approval service; its settings are in {@code approval.yml}. */
@SpringBootApplication
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
