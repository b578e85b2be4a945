package dev.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The committed schemas and golden files hold: what was ever written can be read for ever. A new event gets its files by
 * {@code ./mvnw -pl event-contracts test -Dcairn.write=true}; a golden file that exists is never written again.
 */
@Clause("REG-2")
class WireFormatTest {

    private static final EventSchemas SCHEMAS = new EventSchemas(new Meanings());

    @BeforeAll
    static void newEventsHaveTheirFiles() {
        Committed.writeNew(SCHEMAS);
    }

    @ParameterizedTest
    @MethodSource("dev.cairn.events.Samples#types")
    void aCommittedSchemaOnlyGrows(Class<? extends Event> event) {
        String type = EventTypes.nameOf(event);
        Path file = Committed.SCHEMAS.resolve(type + ".json");
        ObjectNode current = SCHEMAS.of(event, type);

        assertThat(SchemaGrowth.breaks(Committed.json(file), current))
                .as("%s would break those who know it; leave it as it is and add the next version", type)
                .isEmpty();
        Committed.isUpToDate(file, Committed.pretty(current));
    }

    @ParameterizedTest
    @MethodSource("dev.cairn.events.Samples#types")
    void aGoldenFileIsReadToAnEqualEventAndWrittenToTheSameBytes(Class<? extends Event> event) {
        RecordedEvent sample = Samples.recorded(event);
        JsonNode golden = Committed.json(Golden.file(sample.headers().type()));

        assertThat(EventCodec.read(sample.headers().type(), Golden.data(golden)))
                .isEqualTo(Samples.of(event));
        assertThat(sample.data())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(new String(Golden.data(golden), StandardCharsets.UTF_8));
        assertThat(Golden.of(sample)).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("dev.cairn.events.Samples#types")
    void aGoldenFileFitsItsSchema(Class<? extends Event> event) {
        String type = EventTypes.nameOf(event);
        JsonNode data = Committed.json(Golden.file(type)).get("data");

        assertThat(CommittedSchemas.schema(type).validate(data.toString(), InputFormat.JSON))
                .isEmpty();
        ((ObjectNode) data).removeAll();
        assertThat(CommittedSchemas.schema(type).validate(data.toString(), InputFormat.JSON))
                .as("nothing is required")
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.cairn.events.Samples#types")
    void anEventIsReadWithoutItsOptionalFields(Class<? extends Event> event) {
        String type = EventTypes.nameOf(event);
        ObjectNode data = (ObjectNode) Committed.json(Golden.file(type)).get("data");
        Set<String> required = Committed.json(Committed.SCHEMAS.resolve(type + ".json"))
                .path("required")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());

        data.retain(required);

        Event read = EventCodec.read(type, data.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(EventCodec.json().readTree(EventCodec.write(read))).isEqualTo(data);
    }

    @Test
    void noFileIsThereForAnEventThatIsNot() throws IOException {
        Set<String> types = Samples.types()
                .map(EventTypes::nameOf)
                .map(type -> type + ".json")
                .collect(Collectors.toSet());

        assertThat(names(Committed.GOLDEN)).isEqualTo(types);
        types.add("manifest.v1.json");
        assertThat(names(Committed.SCHEMAS)).isEqualTo(types);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
