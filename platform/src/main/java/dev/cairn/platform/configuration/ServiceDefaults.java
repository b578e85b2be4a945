package dev.cairn.platform.configuration;

import static java.util.Map.entry;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** What every service has in common; each service's own settings, and the environment's, come before. */
final class ServiceDefaults implements EnvironmentPostProcessor {

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            entry("spring.main.banner-mode", "off"),
            entry("spring.jmx.enabled", "false"),
            entry("server.shutdown", "graceful"),
            // In a cluster it would be switched on by itself, and whoever reaches the port could say who they are
            // behind.
            entry("server.forward-headers-strategy", "none"),
            // No address takes a form. These would read one whole before anybody knows who sent it, and make parameters
            // of it; curl declares a form wherever it is told nothing else.
            entry("spring.mvc.formcontent.filter.enabled", "false"),
            entry("spring.servlet.multipart.enabled", "false"),
            // Once for each connection; a transaction that asked for it would ask the database each time what it has.
            entry("spring.datasource.hikari.transaction-isolation", "TRANSACTION_READ_COMMITTED"),
            // Nobody queues for long behind a process that stands still, and an answer that nobody reads ends its
            // session; a machine that vanished is given up. See docs/platform/instances.md.
            entry(
                    "spring.datasource.hikari.connection-init-sql",
                    "set lock_timeout = '15s'; set tcp_user_timeout = '10s'"),
            entry("spring.datasource.hikari.data-source-properties.tcpKeepAlive", "true"),
            entry("spring.datasource.hikari.data-source-properties.connectTimeout", "10"),
            entry("spring.datasource.hikari.data-source-properties.socketTimeout", "90"),
            entry("management.endpoints.web.exposure.include", "health,prometheus"),
            // To whoever signed in: what a relay stumbled over may name a model that is not for everybody.
            entry("management.endpoint.health.show-details", "when-authorized"),
            entry("springdoc.api-docs.enabled", "true"),
            entry("springdoc.default-produces-media-type", "application/json"),
            entry("springdoc.override-with-generic-response", "false"),
            entry("springdoc.writer-with-order-by-keys", "true"),
            // It warns of each large object at servers whose answer it cannot read, and goes on all the same
            entry("logging.level.io.minio", "error"),
            // It shows a stack of causes where relay, inbox and log say in a sentence what keeps them from Kafka
            entry("logging.level.org.apache.kafka.clients.admin.internals.AdminMetadataManager", "error"),
            // Meters are scraped; pushing them to a collector on this machine is for those who have one.
            entry("management.otlp.metrics.export.enabled", "false"));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("cairn-defaults", DEFAULTS));
    }
}
