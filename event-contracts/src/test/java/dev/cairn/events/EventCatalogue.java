package dev.cairn.events;

import dev.cairn.events.access.AccessEvent;
import dev.cairn.events.approval.PolicyEvent;
import dev.cairn.events.approval.PromotionEvent;
import dev.cairn.events.audit.LogEvent;
import dev.cairn.events.deployment.DeploymentEvent;
import dev.cairn.events.deployment.RetirementAnswer;
import dev.cairn.events.deployment.TargetEvent;
import dev.cairn.events.operations.OperationsEvent;
import dev.cairn.events.registry.ModelEvent;
import dev.cairn.events.registry.VersionEvent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Writes docs/events.md: every topic, stream, event and field, with an example. */
final class EventCatalogue {

    /** The families as a reader meets them, by topic. */
    static final Map<String, List<Class<? extends Event>>> TOPICS = new LinkedHashMap<>();

    static {
        TOPICS.put(Topics.REGISTRY, List.of(ModelEvent.class, VersionEvent.class));
        TOPICS.put(Topics.APPROVAL, List.of(PolicyEvent.class, PromotionEvent.class));
        TOPICS.put(Topics.DEPLOYMENT, List.of(TargetEvent.class, DeploymentEvent.class, RetirementAnswer.class));
        TOPICS.put(Topics.LINEAGE, List.of());
        TOPICS.put(Topics.AUDIT, List.of(LogEvent.class));
        TOPICS.put(Topics.access("<service>"), List.of(AccessEvent.class, OperationsEvent.class));
    }

    private static final String INTRODUCTION = """
            # Events

            Made from the code and its Javadoc by `./mvnw -pl event-contracts test -Dcairn.write=true`; a test fails when it is out of date.
            The same for machines: [asyncapi.yaml](asyncapi.yaml), and a JSON Schema (2020-12) for each event under
            [schemas](../event-contracts/src/main/resources/schemas).

            An event is a CloudEvent 1.0 in Kafka's binary mode: its context is in the record's headers, its data is the record's value,
            JSON in UTF-8. What is on a topic is byte for byte what the service stored when it decided.

            - Events with the same key are on one partition, in the order in which they were decided.
            - Within a stream the sequence starts at 0 and has no gap. A reader that keeps the last sequence of each stream can tell
              repeated events from missing ones.
            - Schemas only grow: a field may be added, never removed, renamed or made to mean something else; a list of choices may get
              longer. Ignore fields that you do not know. Anything else is a new type, ending in `.v2`.
            - A type that you do not know comes from a newer version of its service. Stop at that key rather than skip it.

            ## Context

            The headers are text in UTF-8. Beside those below, each record has `ce_specversion` (`1.0`) and `content-type`
            (`application/json`).

            """;

    private final Meanings meanings;
    private final StringBuilder text = new StringBuilder(INTRODUCTION);

    EventCatalogue(Meanings meanings) {
        this.meanings = meanings;
    }

    String write() {
        text.append("| header | meaning |\n|---|---|\n");
        Stream.of(EventHeaders.class.getRecordComponents())
                .forEach(attribute -> text.append("| `")
                        .append(Golden.header(attribute.getName()))
                        .append("` | ")
                        .append(cell(meanings.ofField(EventHeaders.class, attribute.getName())))
                        .append(" |\n"));
        TOPICS.forEach((topic, families) -> {
            text.append("\n## Topic `").append(topic).append("`\n");
            if (families.isEmpty()) {
                text.append("\nReserved: nothing is written to it yet.\n");
            }
            families.forEach(this::family);
        });
        return text.toString();
    }

    private void family(Class<? extends Event> family) {
        text.append('\n').append(sentence(meanings.of(family))).append('\n');
        EventTypes.eventsOf(family).forEach(this::event);
    }

    private void event(Class<? extends Event> event) {
        String type = EventTypes.nameOf(event);
        JsonNode golden = Committed.json(Golden.file(type));
        text.append("\n### ").append(event.getSimpleName()).append("\n\n");
        text.append(sentence(meanings.of(event))).append("\n\n");
        text.append("`").append(type).append("` · stream `");
        text.append(golden.at("/headers/ce_subject").asString()).append("` · key `");
        text.append(golden.get("key").asString()).append("` · [schema](../event-contracts/src/main/resources/schemas/");
        text.append(type).append(".json)\n\n| field | type | meaning |\n|---|---|---|\n");
        fields(event, Committed.json(Committed.SCHEMAS.resolve(type + ".json")), "");
        text.append("\n<details><summary>Example</summary>\n\n```json\n");
        text.append(Committed.pretty(golden.get("data"))).append("```\n\n</details>\n");
    }

    /** In the order of their declaration; below a list its elements' fields. */
    private void fields(Class<?> record, JsonNode schema, String prefix) {
        for (RecordComponent component : record.getRecordComponents()) {
            JsonNode field = schema.path("properties").path(component.getName());
            boolean optional = schema.path("required")
                    .valueStream()
                    .noneMatch(name -> name.asString().equals(component.getName()));
            text.append("| `")
                    .append(prefix)
                    .append(component.getName())
                    .append("` | ")
                    .append(type(field));
            text.append(optional ? ", optional" : "").append(" | ");
            text.append(cell(meanings.ofField(record, component.getName()))).append(" |\n");
            if (field.at("/items/properties").isObject()) {
                var list = (ParameterizedType) component.getGenericType();
                fields(
                        (Class<?>) list.getActualTypeArguments()[0],
                        field.get("items"),
                        prefix + component.getName() + "[].");
            }
        }
    }

    private static String type(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum")
                    .valueStream()
                    .map(choice -> "`" + choice.asString() + "`")
                    .collect(Collectors.joining(", "));
        }
        if (schema.has("$ref")) {
            return "[manifest](manifest.md)";
        }
        if (schema.has("additionalProperties")) {
            return "object of " + schema.at("/additionalProperties/type").asString();
        }
        return schema.path("format").asString(schema.path("type").asString());
    }

    private static String sentence(String meaning) {
        return meaning.isEmpty() || meaning.endsWith(".") ? meaning : meaning + ".";
    }

    private static String cell(String meaning) {
        return meaning.replace("|", "\\|");
    }
}
