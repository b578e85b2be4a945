package dev.cairn.helm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a service is told by its files. */
final class Settings {

    private Settings() {}

    /** Its settings that are no secret, by their full name. */
    static Map<String, JsonNode> told(Rendering rendering, String service) {
        return Yaml.flat(Yaml.text(rendering
                .about("ConfigMap", service)
                .path("data")
                .path(service + ".yaml")
                .asString()));
    }

    /**
     * A secret by reference.
     *
     * @param setting as Spring reads it off the file's name
     */
    record Secret(String name, String key, String setting) {}

    static Stream<Secret> secrets(Rendering rendering, String service) {
        return Yaml.each(rendering.about("Deployment", service).at("/spec/template/spec/volumes"))
                .filter(volume -> volume.path("name").asString().equals("secrets"))
                .flatMap(volume -> Yaml.each(volume.at("/projected/sources")))
                .map(source -> source.path("secret"))
                .flatMap(secret -> Yaml.each(secret.path("items"))
                        .map(item -> new Secret(
                                secret.path("name").asString(),
                                item.path("key").asString(),
                                item.path("path").asString())));
    }

    /** All of them, with a text in the place of each secret. */
    static Map<String, Object> all(Rendering rendering, String service) {
        Map<String, Object> all = new LinkedHashMap<>();
        told(rendering, service).forEach((name, value) -> all.put(name, value.asString()));
        secrets(rendering, service).forEach(secret -> all.put(secret.setting(), "a secret that is long enough"));
        return all;
    }
}
