package dev.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.test.Clause;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

@Clause("AUD-5")
class LogEntryTest {

    private static final EventHeaders HEADERS = new EventHeaders(
            UUID.fromString("00000000-0000-4000-8000-000000000001"),
            "/cairn/registry",
            "dev.cairn.registry.ModelDescribed.v1",
            "model:fraud",
            Instant.parse("2026-11-24T12:00:00.000500Z"),
            "https://cairn.dev/schemas/dev.cairn.registry.ModelDescribed.v1.json",
            Actor.of("https://login.example.com#ada"),
            null,
            "c-1",
            null,
            7,
            "000102030405060708090a0b0c0d0e0f",
            null);

    private static final RecordedEvent EVENT =
            new RecordedEvent("cairn.registry", "model:fraud", HEADERS, "abc".getBytes(StandardCharsets.US_ASCII));

    /** Written out by hand; what is absent is left out. */
    private static final String RECORD = "{\"actor\":\"https://login.example.com#ada\",\"correlationId\":\"c-1\","
            + "\"dataDigest\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\","
            + "\"dataSchema\":\"https://cairn.dev/schemas/dev.cairn.registry.ModelDescribed.v1.json\","
            + "\"id\":\"00000000-0000-4000-8000-000000000001\",\"key\":\"model:fraud\","
            + "\"nonce\":\"000102030405060708090a0b0c0d0e0f\",\"sequence\":7,\"source\":\"/cairn/registry\","
            + "\"subject\":\"model:fraud\",\"time\":\"2026-11-24T12:00:00.000500Z\",\"topic\":\"cairn.registry\","
            + "\"type\":\"dev.cairn.registry.ModelDescribed.v1\"}";

    @Test
    void isTheDigestOfTheCanonicalRecord() {
        assertThat(CanonicalJson.of(LogEntry.record(EVENT))).asString().isEqualTo(RECORD);
        assertThat(LogEntry.of(EVENT)).isEqualTo(Sha256Digest.of(RECORD.getBytes(StandardCharsets.UTF_8)));
        assertThat(LogEntry.of(EVENT)).hasToString("68a3cfb26a9875905b0d30758dd50eac64bd93b49e26321e448ecd099b3fd75f");
    }

    @Test
    void isTheDigestOfTheRecordForWhateverStandsInItsHeaders() {
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            RecordedEvent event = hostile(random);
            byte[] canonical = canonicalOrNot(event);
            if (canonical == null) {
                assertThatThrownBy(() -> LogEntry.of(event)).isInstanceOf(CanonicalJson.Lossy.class);
            } else {
                assertThat(LogEntry.of(event)).isEqualTo(Sha256Digest.of(canonical));
            }
        }
    }

    private static byte @Nullable [] canonicalOrNot(RecordedEvent event) {
        try {
            return CanonicalJson.of(LogEntry.record(event));
        } catch (CanonicalJson.Lossy e) {
            return null;
        }
    }

    private static RecordedEvent hostile(Random random) {
        var headers = new EventHeaders(
                new UUID(random.nextLong(), random.nextLong()),
                text(random),
                text(random),
                text(random),
                Instant.ofEpochSecond(
                        random.nextLong(-62_135_596_800L, 253_402_300_800L), random.nextInt(1_000_000_000)),
                text(random),
                Actor.of("https://login.example.com#ada"),
                random.nextBoolean() ? null : Actor.of("https://login.example.com#owner"),
                text(random),
                random.nextBoolean() ? null : new UUID(random.nextLong(), random.nextLong()),
                random.nextLong() >> random.nextInt(64),
                text(random),
                random.nextBoolean() ? null : text(random));
        return new RecordedEvent(
                text(random), text(random), headers, text(random).getBytes(StandardCharsets.UTF_8));
    }

    /** Quotes, control characters, letters of all planes and now and then half of one. */
    private static String text(Random random) {
        var text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append("\"\\/\u007f\u2028".charAt(random.nextInt(5)));
                case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x1000));
                case 3 -> text.append((char) (random.nextInt(60) == 0 ? 0xd800 : 0xe000 + random.nextInt(0x100)));
                default -> text.append((char) (0x20 + random.nextInt(0x5f)));
            }
        }
        return text.toString();
    }

    @Test
    void changesWithNonceDataTopicAndKey() {
        byte[] data = EVENT.data();

        assertThat(Stream.of(
                                EVENT,
                                new RecordedEvent("cairn.registry", "model:fraud", nonce("ff".repeat(16)), data),
                                new RecordedEvent("cairn.registry", "model:fraud", HEADERS, new byte[] {'a', 'b', 'd'}),
                                new RecordedEvent("cairn.audit", "model:fraud", HEADERS, data),
                                new RecordedEvent("cairn.registry", "model:frauds", HEADERS, data))
                        .map(LogEntry::of))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dev.cairn.events.Samples#types")
    void holdsEveryHeaderThatIsOnTheWire(Class<? extends Event> event) {
        RecordedEvent recorded = Samples.recorded(event);
        ObjectNode record = LogEntry.record(recorded);

        assertThat(record.propertyNames())
                .containsAll(Stream.of(EventHeaders.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList())
                .hasSize(EventHeaders.class.getRecordComponents().length + 3);
        assertThat(record.get("dataDigest").asString())
                .isEqualTo(Sha256Digest.of(recorded.data()).value());
    }

    private static EventHeaders nonce(String nonce) {
        return new EventHeaders(
                HEADERS.id(),
                HEADERS.source(),
                HEADERS.type(),
                HEADERS.subject(),
                HEADERS.time(),
                HEADERS.dataSchema(),
                HEADERS.actor(),
                HEADERS.owner(),
                HEADERS.correlationId(),
                HEADERS.causationId(),
                HEADERS.sequence(),
                nonce,
                HEADERS.traceparent());
    }
}
