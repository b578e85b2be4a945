package dev.cairn.platform.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventCodec;
import dev.cairn.events.EventTypes;
import dev.cairn.events.RecordedEvent;
import dev.cairn.test.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The golden files of event-contracts are what really stands in Kafka. */
@Clause("REG-2")
class GoldenRecordsTest {

    private static final Path GOLDEN = Path.of("../event-contracts/src/test/resources/golden");

    static Stream<String> types() {
        return EventTypes.FAMILIES.stream().flatMap(EventTypes::eventsOf).map(EventTypes::nameOf);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aGoldenRecordIsReadAndSentAgainUnchanged(String type) throws IOException {
        JsonNode golden = EventCodec.json().readTree(Files.readString(GOLDEN.resolve(type + ".json")));

        RecordedEvent event = KafkaEvents.fromRecord(received(golden));
        ProducerRecord<String, byte[]> sent = KafkaEvents.toRecord(event);

        assertThat(event.headers().type()).isEqualTo(type);
        assertThat(sent.topic()).isEqualTo(golden.get("topic").asString());
        assertThat(sent.key()).isEqualTo(golden.get("key").asString());
        assertThat(sent.value()).isEqualTo(data(golden));
        assertThat(headers(sent)).isEqualTo(headers(golden));
    }

    private static ConsumerRecord<String, byte[]> received(JsonNode golden) {
        var record = new ConsumerRecord<>(
                golden.get("topic").asString(), 0, 0L, golden.get("key").asString(), data(golden));
        headers(golden).forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private static byte[] data(JsonNode golden) {
        return EventCodec.json().writeValueAsBytes(golden.get("data"));
    }

    private static Map<String, String> headers(JsonNode golden) {
        Map<String, String> headers = new TreeMap<>();
        golden.get("headers").forEachEntry((name, value) -> headers.put(name, value.asString()));
        return headers;
    }

    private static Map<String, String> headers(ProducerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
