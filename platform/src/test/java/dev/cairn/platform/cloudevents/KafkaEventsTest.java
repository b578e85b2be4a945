package dev.cairn.platform.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.EventHeaders;
import dev.cairn.events.LogEntry;
import dev.cairn.events.RecordedEvent;
import dev.cairn.events.types.Actor;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaEventsTest {

    private static final UUID CAUSE = UUID.fromString("7b0f7a55-0000-4000-8000-000000000001");

    @Test
    void readsBackExactlyWhatWasSent() {
        RecordedEvent full = event(
                Actor.of("https://id.example#mia"), CAUSE, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        RecordedEvent bare = event(null, null, null);

        assertThat(KafkaEvents.fromRecord(received(KafkaEvents.toRecord(full)))).isEqualTo(full);
        assertThat(KafkaEvents.fromRecord(received(KafkaEvents.toRecord(bare)))).isEqualTo(bare);
    }

    @Test
    void standsInKafkaAsCloudEventsInBinaryMode() {
        var record = KafkaEvents.toRecord(event(null, null, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        assertThat(Arrays.stream(record.headers().toArray()).map(Header::key))
                .containsExactlyInAnyOrder(
                        "ce_specversion",
                        "ce_id",
                        "ce_source",
                        "ce_type",
                        "ce_subject",
                        "ce_time",
                        "ce_dataschema",
                        "ce_actor",
                        "ce_correlationid",
                        "ce_sequence",
                        "ce_nonce",
                        "content-type",
                        "traceparent");
        assertThat(text(record, "ce_time")).isEqualTo("2026-11-24T09:00:00.123456Z");
        assertThat(text(record, "ce_sequence")).isEqualTo("7");
        assertThat(record.timestamp()).isEqualTo(1795510800123L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-24T09:00:00Z",
                "2026-11-24T09:00:00.100Z",
                "2026-11-24T09:00:00.123450Z",
                "2026-11-24T09:00:00.000001Z"
            })
    void writesATimeAsTheEntryInThePublicLogHasIt(String time) {
        RecordedEvent event = event(Instant.parse(time), null, null, null);

        assertThat(text(KafkaEvents.toRecord(event), "ce_time"))
                .isEqualTo(time)
                .isEqualTo(LogEntry.record(event).path("time").asString());
    }

    @Test
    void cloudEventsOwnLibraryReadsWhatIsSent() {
        RecordedEvent event = event(Actor.of("https://id.example#mia"), CAUSE, null);

        CloudEvent read = KafkaMessageFactory.createReader(received(KafkaEvents.toRecord(event)))
                .toEvent();

        assertThat(read.getId()).isEqualTo(event.headers().id().toString());
        assertThat(read.getSource()).hasToString(event.headers().source());
        assertThat(read.getType()).isEqualTo(event.headers().type());
        assertThat(read.getSubject()).isEqualTo(event.headers().subject());
        assertThat(read.getTime().toInstant()).isEqualTo(event.headers().time());
        assertThat(read.getDataSchema()).hasToString(event.headers().dataSchema());
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(read.getData().toBytes()).isEqualTo(event.data());
        assertThat(read.getExtensionNames())
                .containsExactlyInAnyOrder("actor", "owner", "correlationid", "causationid", "sequence", "nonce");
    }

    @Test
    void readsWhatCloudEventsOwnLibraryWrites() {
        RecordedEvent event = event(Actor.of("https://id.example#mia"), CAUSE, null);
        CloudEvent read = KafkaMessageFactory.createReader(received(KafkaEvents.toRecord(event)))
                .toEvent();

        ProducerRecord<String, byte[]> written = KafkaMessageFactory.<String>createWriter(
                        event.topic(), null, 1795510800123L, event.key())
                .writeBinary(read);

        assertThat(KafkaEvents.fromRecord(received(written))).isEqualTo(event);
    }

    @Test
    void saysWhichRecordIsNoEvent() {
        var foreign = new ConsumerRecord<>("cairn.registry", 3, 42L, "model:m", new byte[] {1});

        assertThatThrownBy(() -> KafkaEvents.fromRecord(foreign))
                .isInstanceOf(KafkaEvents.NoCairnEvent.class)
                .hasMessageStartingWith("Record cairn.registry-3@42 is no event of Cairn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ce_specversion", "ce_id", "ce_time", "ce_actor", "ce_owner", "ce_causationid", "ce_sequence"})
    void quotesHarmlesslyWhatSomebodySent(String header) {
        var hostile = received(KafkaEvents.toRecord(event(Actor.of("https://id.example#mia"), CAUSE, null)));
        hostile.headers().add(header, "https://\u0001#\u0007".repeat(70_000).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> KafkaEvents.fromRecord(hostile))
                .isInstanceOf(KafkaEvents.NoCairnEvent.class)
                .satisfies(
                        e -> assertThat(e.getMessage()).hasSizeLessThan(3_500).matches("[ -~…]*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "model:\0", "model:fraud\0"})
    void refusesAKeyThatCannotBeStoredOrAskedFor(String key) {
        assertRefused(key, "ce_subject", "model:fraud");
        assertRefused("model:fraud", "ce_subject", key);
    }

    @Test
    void refusesAKeyThatNoIndexTakes() {
        assertRefused("k".repeat(1_001), "ce_subject", "model:fraud");
        assertRefused("model:fraud", "ce_subject", "€".repeat(334));
        assertThat(KafkaEvents.fromRecord(altered("k".repeat(1_000), "ce_subject", "€".repeat(333))))
                .extracting(event -> event.headers().subject())
                .isEqualTo("€".repeat(333));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_source", "ce_type", "ce_dataschema", "ce_correlationid", "ce_nonce", "traceparent"})
    void refusesTextThatCannotBeStored(String header) {
        assertRefused("model:fraud", header, "a\0b");
    }

    private static void assertRefused(String key, String header, String value) {
        assertThatThrownBy(() -> KafkaEvents.fromRecord(altered(key, header, value)))
                .isInstanceOf(KafkaEvents.NoCairnEvent.class);
    }

    private static ConsumerRecord<String, byte[]> altered(String key, String header, String value) {
        var sent = received(KafkaEvents.toRecord(event(null, null, null)));
        var altered = new ConsumerRecord<>(sent.topic(), sent.partition(), sent.offset(), key, sent.value());
        sent.headers().forEach(altered.headers()::add);
        altered.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
        return altered;
    }

    private static RecordedEvent event(@Nullable Actor owner, @Nullable UUID cause, @Nullable String traceparent) {
        return event(Instant.parse("2026-11-24T09:00:00.123456Z"), owner, cause, traceparent);
    }

    private static RecordedEvent event(
            Instant time, @Nullable Actor owner, @Nullable UUID cause, @Nullable String traceparent) {
        var headers = new EventHeaders(
                UUID.fromString("01234567-89ab-4cde-8f01-23456789abcd"),
                "/cairn/registry",
                "dev.cairn.registry.ModelRegistered.v1",
                "model:fraud",
                time,
                "https://cairn.dev/schemas/dev.cairn.registry.ModelRegistered.v1.json",
                Actor.of("https://id.example#ci-pipeline"),
                owner,
                "5d7f",
                cause,
                7,
                "00112233445566778899aabbccddeeff",
                traceparent);
        return new RecordedEvent(
                "cairn.registry", "model:fraud", headers, "{\"ä\":1}".getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ProducerRecord<?, ?> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                sent.timestamp(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                sent.key(),
                sent.value(),
                new RecordHeaders(sent.headers().toArray()),
                Optional.empty());
    }
}
