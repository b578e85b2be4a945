package dev.cairn.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} as it is written, with its anchors resolved and its variables not. */
record Compose(Map<String, Map<String, Object>> services, Map<String, Map<String, Object>> networks) {

    static final Path TOP = Path.of("../..").toAbsolutePath().normalize();
    static final List<String> CAIRN = List.of("registry", "approval", "deployment", "lineage", "audit");

    @SuppressWarnings("unchecked")
    static Compose read() {
        try (InputStream file = Files.newInputStream(TOP.resolve("docker-compose.yml"))) {
            var options = new LoaderOptions();
            options.setMaxAliasesForCollections(100);
            Map<String, Object> all = new Yaml(new SafeConstructor(options)).load(file);
            return new Compose(
                    (Map<String, Map<String, Object>>) all.get("services"),
                    (Map<String, Map<String, Object>>) all.get("networks"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Object> service(String name) {
        Map<String, Object> service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("docker-compose.yml has no service " + name);
        }
        return service;
    }

    @SuppressWarnings("unchecked")
    List<String> list(String service, String key) {
        return (List<String>) service(service).getOrDefault(key, List.of());
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String service, String key) {
        return (Map<String, Object>) service(service).getOrDefault(key, Map.of());
    }
}
