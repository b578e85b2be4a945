package dev.cairn.helm;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** YAML as trees. */
final class Yaml {

    private static final YAMLMapper MAPPER = new YAMLMapper();

    private Yaml() {}

    static JsonNode file(Path file) {
        return MAPPER.readTree(file.toFile());
    }

    static JsonNode text(String text) {
        return MAPPER.readTree(text);
    }

    /** Every document that says something. */
    static List<JsonNode> documents(String stream) {
        try (var documents = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(stream)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        }
    }

    /** Everything below a tree that is no object of its own, by its full name; an object without anything is a value too. */
    static Map<String, JsonNode> flat(JsonNode tree) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        gather("", tree, values);
        return values;
    }

    private static void gather(String name, JsonNode node, Map<String, JsonNode> values) {
        if (!node.isObject() || node.isEmpty()) {
            values.put(name, node);
            return;
        }
        node.properties()
                .forEach(field -> gather(
                        name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), values));
    }

    /** A node's children, in an array or an object. */
    static Stream<JsonNode> each(JsonNode node) {
        return node.valueStream();
    }
}
