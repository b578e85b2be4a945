package dev.cairn.events;

import dev.cairn.events.types.Sha256Digest;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event's entry in the public log: the SHA-256 of its canonical record. The record holds topic, key, all headers with
 * the nonce, and the digest of the data; not partition and offset, so that a cluster may move. Without the record the 32
 * bytes tell nothing, and the nonce keeps them from being guessed.
 */
public final class LogEntry {

    private LogEntry() {}

    /** The canonical record: what is disclosed, beside the data, to somebody who may read the event and check its entry. */
    public static ObjectNode record(RecordedEvent event) {
        ObjectNode record = EventCodec.json().valueToTree(event.headers());
        record.put("topic", event.topic());
        record.put("key", event.key());
        record.put("dataDigest", Sha256Digest.of(event.data()).value());
        return record;
    }

    /**
     * @return the 32 bytes that stand in the log
     * @throws CanonicalJson.Lossy when the record cannot be carried without loss: such an event cannot be an entry
     */
    public static byte[] hash(RecordedEvent event) {
        return Sha256Digest.hasher().digest(RecordText.of(event));
    }

    /** {@link #hash} as a digest. */
    public static Sha256Digest of(RecordedEvent event) {
        return Sha256Digest.ofHash(hash(event));
    }
}
