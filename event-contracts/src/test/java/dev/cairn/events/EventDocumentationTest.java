package dev.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.test.Clause;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Clause("REG-2")
class EventDocumentationTest {

    private static final Meanings MEANINGS = new Meanings();

    @BeforeAll
    static void newEventsHaveTheirFiles() {
        Committed.writeNew(new EventSchemas(MEANINGS));
    }

    @Test
    void theCatalogueIsUpToDate() {
        Committed.isUpToDate(Committed.DOCS.resolve("events.md"), new EventCatalogue(MEANINGS).write());
    }

    @Test
    void theAsyncApiDocumentIsUpToDate() {
        Committed.isUpToDate(Committed.DOCS.resolve("asyncapi.yaml"), new AsyncApi(MEANINGS).write());
    }

    @Test
    void everyEventIsOnATopicOfTheCatalogue() {
        assertThat(EventCatalogue.TOPICS.values().stream().flatMap(List::stream).flatMap(EventTypes::eventsOf))
                .containsExactlyInAnyOrderElementsOf(Samples.types().toList());
    }

    @Test
    void everyReferenceOfTheAsyncApiDocumentLeadsSomewhere() {
        ObjectNode document = new AsyncApi(MEANINGS).document();

        List<String> references =
                document.findValues("$ref").stream().map(JsonNode::asString).toList();

        assertThat(references)
                .hasSizeGreaterThan(Samples.ALL.size())
                .allSatisfy(reference -> assertThat(
                                reference.startsWith("#")
                                        ? !document.at(reference.substring(1)).isMissingNode()
                                        : Files.exists(Committed.DOCS.resolve(reference)))
                        .as(reference)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("dev.cairn.events.Samples#types")
    void everyEventAndFieldHasAMeaning(Class<? extends Event> event) {
        assertThat(MEANINGS.of(event)).as(event.getSimpleName()).isNotEmpty();
        assertThat(event.getRecordComponents())
                .allSatisfy(field -> assertThat(MEANINGS.ofField(event, field.getName()))
                        .as("%s.%s", event.getSimpleName(), field.getName())
                        .isNotEmpty());
    }
}
