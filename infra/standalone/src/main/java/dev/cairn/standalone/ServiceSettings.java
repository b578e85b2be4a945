package dev.cairn.standalone;

import dev.cairn.embedded.EmbeddedBroker;
import dev.cairn.postgres.ServiceDatabase;
import dev.cairn.standalone.issuer.Issuer;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;

/** What each service is told in a standalone; everywhere else these come from the environment. */
final class ServiceSettings {

    /** Found on the class path that the services share with the issuer; each would make an RSA key at every start. */
    private static final String NOT_FOR_SERVICES = OAuth2AuthorizationServerAutoConfiguration.class.getName() + ","
            + OAuth2AuthorizationServerJwtAutoConfiguration.class.getName();

    private final DataDirectory data;
    private final Ports ports;
    private final Map<Service, ServiceDatabase> databases;
    private final EmbeddedBroker kafka;

    ServiceSettings(DataDirectory data, Ports ports, Map<Service, ServiceDatabase> databases, EmbeddedBroker kafka) {
        this.data = data;
        this.ports = ports;
        this.databases = databases;
        this.kafka = kafka;
    }

    Map<String, Object> of(Service service) {
        return service == Service.AUDIT ? audit() : common(service);
    }

    private Map<String, Object> audit() {
        Map<String, Object> settings = common(Service.AUDIT);
        settings.put(
                "cairn.log.origin", "cairn.standalone/" + data.secret("log").substring(0, 8));
        settings.put("cairn.log.key.file", data.resolve("log-key.pem"));
        settings.put("cairn.log.key.create", true);
        databases.forEach((service, database) -> {
            String store = "cairn.verification.stores." + service.text();
            settings.put(store + ".url", database.url());
            settings.put(store + ".username", database.reader());
            settings.put(store + ".password", database.passwords().reader());
        });
        return settings;
    }

    private Map<String, Object> common(Service service) {
        Map<String, Object> settings = new HashMap<>(databases.get(service).springProperties());
        settings.put("spring.autoconfigure.exclude", NOT_FOR_SERVICES);
        settings.put("server.port", ports.of(service));
        settings.put("server.address", "127.0.0.1");
        // Only this machine can ask, so what passes on requests of others is a gateway that its operator put there.
        settings.put("server.forward-headers-strategy", "framework");
        // Only this machine can ask, and 'cairn status' asks before anybody signed in.
        settings.put("management.endpoint.health.show-details", "always");
        settings.put("management.health.diskspace.path", data.resolve(""));
        settings.put("management.metrics.system.diskspace.paths", data.resolve(""));
        settings.put("spring.datasource.hikari.maximum-pool-size", 12);
        settings.put("spring.datasource.hikari.minimum-idle", 2);
        settings.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
        kafka.clientSettings(service.text())
                .forEach((key, value) -> settings.put("spring.kafka.properties." + key, value));
        settings.put("cairn.identity.issuers[0].uri", data.issuerName(Issuer.address(ports.issuer())));
        settings.put("cairn.identity.issuers[0].jwk-set-uri", Issuer.jwkSetUri(ports.issuer()));
        // All five share one heap.
        settings.put("cairn.web.bodies-at-once", "4MB");
        settings.put("cairn.paging.secret", data.secret("paging." + service.text()));
        settings.put("cairn.write-once.kind", "directory");
        settings.put("cairn.write-once.directory", data.resolve("artifacts"));
        return settings;
    }
}
