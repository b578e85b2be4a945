package dev.cairn.events;

import dev.cairn.events.types.Sha256Digest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of {@link LogEntry#record} without the way over a document: the log hashes every event at least once,
 * and a verification twice. Fields come in the order of their names.
 */
final class RecordText {

    /** Above it a double skips integers, so canonical JSON cannot carry them: 2^53. */
    private static final long LARGEST_INTEGER = 1L << 53;

    private final CanonicalText text = new CanonicalText();
    private boolean wellFormed = true;

    private RecordText() {}

    /** @throws CanonicalJson.Lossy when the record cannot be carried without loss */
    static byte[] of(RecordedEvent event) {
        var record = new RecordText();
        record.write(event);
        long sequence = event.headers().sequence();
        boolean kept = record.wellFormed && Math.abs(sequence) <= LARGEST_INTEGER;
        return kept
                ? record.text.toString().getBytes(StandardCharsets.UTF_8)
                : CanonicalJson.of(LogEntry.record(event));
    }

    private void write(RecordedEvent event) {
        EventHeaders headers = event.headers();
        field("{\"actor\":", headers.actor());
        field(",\"causationId\":", headers.causationId());
        field(",\"correlationId\":", headers.correlationId());
        field(",\"dataDigest\":", HexFormat.of().formatHex(Sha256Digest.hasher().digest(event.data())));
        field(",\"dataSchema\":", headers.dataSchema());
        field(",\"id\":", headers.id());
        field(",\"key\":", event.key());
        field(",\"nonce\":", headers.nonce());
        field(",\"owner\":", headers.owner());
        text.verbatim(",\"sequence\":" + headers.sequence());
        field(",\"source\":", headers.source());
        field(",\"subject\":", headers.subject());
        field(",\"time\":", headers.time());
        field(",\"topic\":", event.topic());
        field(",\"traceparent\":", headers.traceparent());
        field(",\"type\":", headers.type());
        text.verbatim("}");
    }

    /**
     * @param name with what stands around it
     * @param value left out, with its name, when absent
     */
    private void field(String name, @Nullable Object value) {
        if (value != null) {
            String string = value.toString();
            wellFormed &= Losses.wellFormed(string);
            text.verbatim(name);
            text.string(string);
        }
    }
}
