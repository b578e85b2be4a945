package dev.cairn.standalone.histories;

import dev.cairn.approval.ApprovalApplication;
import dev.cairn.deployment.TrackerApplication;
import dev.cairn.registry.RegistryApplication;
import dev.cairn.standalone.histories.Call.Service;
import dev.cairn.test.TestService;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Registry, approval and deploy-tracker, each in a context of its own on a database of its own, over one broker. Each can be
 * stopped and started, and kept from hearing the others or from being heard, which delays topics against each other.
 */
final class Landscape implements AutoCloseable {

    private final Map<Service, Map<String, Object>> settings = new EnumMap<>(Service.class);
    private final Map<Service, ConfigurableApplicationContext> running = new ConcurrentHashMap<>();
    private final Map<Service, Set<Ear>> held = new EnumMap<>(Service.class);

    /** What of a running service can be held for a while. */
    enum Ear {
        /** It does not take in what others decide. */
        INBOX,
        /** Nobody hears what it decides. */
        RELAY,
        /** What is due without a call waits. */
        DUTIES;

        private String bean() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Landscape() {
        // As in Standalone.main: one logging set-up for all contexts
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        Path artifacts = TestService.temporaryDirectory("histories");
        for (Service service : Service.values()) {
            Map<String, Object> own =
                    TestService.springProperties(service.name().toLowerCase(Locale.ROOT), artifacts);
            own.put(
                    "spring.autoconfigure.exclude",
                    OAuth2AuthorizationServerAutoConfiguration.class.getName() + ","
                            + OAuth2AuthorizationServerJwtAutoConfiguration.class.getName());
            own.put("spring.datasource.hikari.maximum-pool-size", 12);
            settings.put(service, own);
            held.put(service, EnumSet.noneOf(Ear.class));
        }
        settings(Service.DEPLOYMENT).put("cairn.deployment.request.deadline", "5s");
        settings(Service.DEPLOYMENT).put("cairn.deployment.request.patience", "200ms");
        for (Service service : Service.values()) {
            start(service);
        }
    }

    /** Where it answers now; empty while it is stopped. */
    Optional<URI> address(Service service) {
        return Optional.ofNullable(running.get(service))
                .map(context -> context.getEnvironment().getProperty("local.server.port"))
                .map(port -> URI.create("http://127.0.0.1:" + port));
    }

    private Map<String, Object> settings(Service service) {
        return Objects.requireNonNull(settings.get(service));
    }

    private Set<Ear> held(Service service) {
        return Objects.requireNonNull(held.get(service));
    }

    private void start(Service service) {
        String[] arguments = settings(service).entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        SpringApplication application = application(service);
        application.setRegisterShutdownHook(false);
        running.put(service, application.run(arguments));
    }

    private static SpringApplication application(Service service) {
        return switch (service) {
            case REGISTRY -> RegistryApplication.application();
            case APPROVAL -> ApprovalApplication.application();
            case DEPLOYMENT -> TrackerApplication.application();
        };
    }

    /** As often as a deployment of it would; what is under way ends first. */
    synchronized void restart(Service service) {
        Objects.requireNonNull(running.remove(service)).close();
        held(service).clear();
        start(service);
    }

    /** Stops a part of a running service. */
    synchronized void hold(Service service, Ear ear) {
        if (held(service).add(ear)) {
            part(service, ear).stop();
        }
    }

    /** Lets everything go on that is held. */
    synchronized void calm() {
        held.forEach((service, ears) -> ears.forEach(ear -> part(service, ear).start()));
        held.values().forEach(Set::clear);
    }

    /** How many parts are held now. */
    synchronized int held() {
        return held.values().stream().mapToInt(Set::size).sum();
    }

    private SmartLifecycle part(Service service, Ear ear) {
        return Objects.requireNonNull(running.get(service)).getBean(ear.bean(), SmartLifecycle.class);
    }

    @Override
    public synchronized void close() {
        running.values().forEach(ConfigurableApplicationContext::close);
        running.clear();
    }
}
