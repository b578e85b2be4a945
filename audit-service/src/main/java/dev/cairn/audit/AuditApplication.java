package dev.cairn.audit;

import dev.cairn.platform.identity.OpenPaths;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** Starts the audit service; its settings are {@code audit.yml}. */
@SpringBootApplication
public class AuditApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to be run, with its own settings file: services may share a class path. */
    public static SpringApplication application() {
        return new SpringApplicationBuilder(AuditApplication.class)
                .properties("spring.config.name=audit")
                .application();
    }

    /** Anybody may read the log and check it. */
    @Bean
    OpenPaths publicLog() {
        return new OpenPaths(List.of("/log/**"));
    }
}
