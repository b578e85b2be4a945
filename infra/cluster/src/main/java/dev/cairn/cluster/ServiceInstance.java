package dev.cairn.cluster;

import dev.cairn.standalone.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;

/**
 * One of several processes of a service. They share its database; which of them relays is theirs to find out. Settings in
 * {@code <service>.extra.properties} beside its log go before its own, for whoever wants to try something.
 */
final class ServiceInstance extends Part {

    static final int COUNT = 2;

    /** The others get no keys of the object store. */
    static final Set<Service> USE_STORE = Set.of(Service.REGISTRY, Service.AUDIT);

    /** Found on the class path that the services share with the issuer; each would make an RSA key at every start. */
    private static final String NOT_FOR_SERVICES = OAuth2AuthorizationServerAutoConfiguration.class.getName() + ","
            + OAuth2AuthorizationServerJwtAutoConfiguration.class.getName();

    /** All instances together stay below what PostgreSQL lets in. */
    private static final int CONNECTIONS = 10;

    private final Service service;
    private final Surroundings surroundings;
    private final JavaCommand java;

    ServiceInstance(
            Service service, int instance, ClusterDirectory directory, Surroundings surroundings, JavaCommand java) {
        super(service.text() + "-" + instance, directory, surroundings.ports().service(service, instance));
        this.service = service;
        this.surroundings = surroundings;
        this.java = java;
    }

    /** What the instances of all services are told about everything else. */
    record Surroundings(Ports ports, Database database, ObjectStore objectStore, IssuerPart issuer) {}

    @Override
    List<String> command() {
        return java.of(
                service.mainClass().getName(),
                256,
                "--spring.config.additional-location=file:" + directory().tell(name() + ".properties", settings())
                        + ",optional:file:" + directory().resolve(service.text() + ".extra.properties"));
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings =
                new HashMap<>(surroundings.database().of(service).springProperties());
        settings.put("spring.autoconfigure.exclude", NOT_FOR_SERVICES);
        settings.put("server.port", port());
        settings.put("server.address", "127.0.0.1");
        // Only this machine can ask
        settings.put("management.endpoint.health.show-details", "always");
        settings.put("spring.datasource.hikari.maximum-pool-size", CONNECTIONS);
        settings.put("spring.datasource.hikari.minimum-idle", 2);
        settings.put("spring.kafka.bootstrap-servers", Broker.bootstrapServers(surroundings.ports()));
        Broker.clientSettings(directory(), service.text())
                .forEach((key, value) -> settings.put("spring.kafka.properties." + key, value));
        settings.put("cairn.identity.issuers[0].uri", surroundings.issuer().issuerName());
        settings.put(
                "cairn.identity.issuers[0].jwk-set-uri", surroundings.issuer().jwkSetUri());
        settings.put("cairn.paging.secret", directory().secret("paging." + service.text()));
        if (USE_STORE.contains(service)) {
            settings.putAll(surroundings.objectStore().springProperties());
        }
        if (service == Service.AUDIT) {
            settings.putAll(logSettings());
        }
        return settings;
    }

    private Map<String, Object> logSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                "cairn.log.origin", "cairn.cluster/" + directory().secret("log").substring(0, 8));
        settings.put("cairn.log.key.file", directory().resolve("log-key.pem"));
        settings.put("cairn.log.key.create", true);
        for (Service each : Service.values()) {
            var database = surroundings.database().of(each);
            String store = "cairn.verification.stores." + each.text();
            settings.put(store + ".url", database.url());
            settings.put(store + ".username", database.reader());
            settings.put(store + ".password", database.passwords().reader());
        }
        return settings;
    }

    @Override
    boolean ready() {
        return Connections.status(port(), "/actuator/health") == 200;
    }
}
