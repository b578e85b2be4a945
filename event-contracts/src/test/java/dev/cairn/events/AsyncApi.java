package dev.cairn.events;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Writes docs/asyncapi.yaml (AsyncAPI 3.0): channels, messages, headers and examples, with the schemas referred to. */
final class AsyncApi {

    /** Quotes also what begins with a digit: some readers of YAML take it for a date. */
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .stringQuotingChecker(new StringQuotingChecker.Default() {
                        @Override
                        public boolean needToQuoteValue(String value) {
                            return super.needToQuoteValue(value) || value.matches("\\d.*-.*");
                        }
                    })
                    .build())
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private final Meanings meanings;

    AsyncApi(Meanings meanings) {
        this.meanings = meanings;
    }

    String write() {
        return "# Made from the code by ./mvnw -pl event-contracts test -Dcairn.write=true\n"
                + YAML.writeValueAsString(document());
    }

    ObjectNode document() {
        ObjectNode document = EventCodec.json().createObjectNode();
        document.put("asyncapi", "3.0.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Cairn's events");
        info.put("version", "1");
        info.put(
                "description",
                "What Cairn's services decide and observe, in the order in which they did. See events.md.");
        info.putObject("license").put("name", "Apache-2.0").put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        document.put("defaultContentType", EventHeaders.CONTENT_TYPE);
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        Topics.all().forEach(topic -> {
            channel(channels.putObject(name(topic)), topic);
            ObjectNode operation = operations.putObject("publish-" + name(topic));
            operation.put("action", "send");
            operation.putObject("channel").put("$ref", "#/channels/" + name(topic));
        });
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        events(EventTypes.FAMILIES).forEach(event -> message(messages.putObject(event.getSimpleName()), event));
        headers(components.putObject("messageTraits").putObject("context").putObject("headers"));
        return document;
    }

    private static String name(String topic) {
        return topic.replace('.', '-');
    }

    private static void channel(ObjectNode channel, String topic) {
        channel.put("address", topic);
        ObjectNode messages = channel.putObject("messages");
        events(EventCatalogue.TOPICS.getOrDefault(topic, EventCatalogue.TOPICS.get(Topics.access("<service>"))))
                .forEach(event -> messages.putObject(event.getSimpleName())
                        .put("$ref", "#/components/messages/" + event.getSimpleName()));
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", topic);
        kafka.putObject("topicConfiguration").put("retention.ms", -1).put("max.message.bytes", 5 * 1024 * 1024);
        kafka.put("bindingVersion", "0.5.0");
    }

    private void message(ObjectNode message, Class<? extends Event> event) {
        String type = EventTypes.nameOf(event);
        message.put("name", type);
        message.put("title", event.getSimpleName());
        message.put("summary", meanings.of(event));
        message.putArray("traits").addObject().put("$ref", "#/components/messageTraits/context");
        message.putObject("payload").put("$ref", "../event-contracts/src/main/resources/schemas/" + type + ".json");
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        JsonNode golden = Committed.json(Golden.file(type));
        ObjectNode key = kafka.putObject("key").put("type", "string");
        ArrayNode examples = key.putArray("examples");
        examples.add(golden.get("key"));
        kafka.put("bindingVersion", "0.5.0");
        ObjectNode example = message.putArray("examples").addObject();
        example.set("headers", golden.get("headers"));
        example.set("payload", golden.get("data"));
    }

    private void headers(ObjectNode headers) {
        headers.put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        properties.putObject("content-type").put("const", EventHeaders.CONTENT_TYPE);
        properties.putObject("ce_specversion").put("const", "1.0");
        ArrayNode required = headers.putArray("required").add("content-type").add("ce_specversion");
        ObjectNode schema = new EventSchemas(meanings).of(EventHeaders.class, "context");
        schema.get("properties").forEachEntry((attribute, property) -> {
            ObjectNode text = ((ObjectNode) property).deepCopy();
            properties.set(Golden.header(attribute), text.put("type", "string"));
        });
        schema.get("required").forEach(attribute -> required.add(Golden.header(attribute.asString())));
    }

    private static Stream<Class<? extends Event>> events(List<Class<? extends Event>> families) {
        return families.stream().flatMap(EventTypes::eventsOf);
    }
}
