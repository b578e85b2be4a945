package dev.cairn.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which settings a service reads: its records, and what Spring Boot says of itself. */
final class KnownSettings {

    private static final String DESCRIPTION = "META-INF/spring-configuration-metadata.json";
    private static final Map<ConfigurationPropertyName, Boolean> OF_SPRING_BOOT = describedBySpringBoot();

    private KnownSettings() {}

    /** @throws RuntimeException naming a setting under {@code cairn.} that the service does not read, or cannot take */
    static void bind(String service, Map<String, Object> settings) {
        var own = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> {
            if (name.startsWith("cairn.")) {
                own.put(name, value);
            }
        });
        var binder = new Binder(List.of(own), null, ApplicationConversionService.getSharedInstance());
        List<Class<?>> parts = parts(service);
        for (Class<?> part : parts) {
            binder.bind(prefix(part), Bindable.of(part), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        }
        own.stream()
                .filter(name -> parts.stream().noneMatch(part -> prefix(part).isAncestorOf(name)))
                .forEach(name -> {
                    throw new IllegalArgumentException(service + " does not read " + name);
                });
    }

    /** Those of the platform, and the service's own. */
    private static List<Class<?>> parts(String service) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return Stream.of("dev.cairn.platform", "dev.cairn." + service)
                .flatMap(home -> scanner.findCandidateComponents(home).stream())
                .<Class<?>>map(found -> load(String.valueOf(found.getBeanClassName())))
                .toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConfigurationPropertyName prefix(Class<?> part) {
        var properties = part.getAnnotation(ConfigurationProperties.class);
        return ConfigurationPropertyName.of(properties.prefix().isEmpty() ? properties.value() : properties.prefix());
    }

    /** A setting itself, or an entry of one that takes names of one's own. */
    static boolean ofSpringBoot(String setting) {
        var name = ConfigurationPropertyName.of(setting);
        return OF_SPRING_BOOT.containsKey(name)
                || OF_SPRING_BOOT.entrySet().stream()
                        .anyMatch(known -> known.getValue() && known.getKey().isAncestorOf(name));
    }

    /** Each with whether names of one's own may follow. */
    private static Map<ConfigurationPropertyName, Boolean> describedBySpringBoot() {
        Map<ConfigurationPropertyName, Boolean> described = new TreeMap<>();
        try {
            var descriptions = KnownSettings.class.getClassLoader().getResources(DESCRIPTION);
            for (URL description : Collections.list(descriptions)) {
                try (var content = description.openStream()) {
                    for (JsonNode property :
                            JsonMapper.shared().readTree(content).path("properties")) {
                        described.put(
                                ConfigurationPropertyName.of(
                                        property.path("name").asString()),
                                property.path("type").asString("").startsWith("java.util.Map"));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return described;
    }
}
