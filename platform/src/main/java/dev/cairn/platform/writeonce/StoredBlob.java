package dev.cairn.platform.writeonce;

import dev.cairn.events.types.Sha256Digest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The record that a store keeps beside a blob's content, as JSON; it makes the store complete without any database.
 *
 * @param version the object version the content was written as; empty where the store has no versions
 */
public record StoredBlob(Sha256Digest digest, long bytes, List<Sha256Digest> chunks, Instant stored, String version) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public StoredBlob {
        chunks = List.copyOf(chunks);
        Objects.requireNonNull(stored);
        if (bytes < 0 || chunks.size() != WriteOnceStore.chunks(bytes)) {
            throw new IllegalArgumentException(bytes + " bytes are not " + chunks.size() + " chunks");
        }
    }

    public static StoredBlob fromJson(Sha256Digest digest, byte[] json) throws WriteOnceStore.RecordAltered {
        try {
            StoredBlob blob = JSON.readValue(json, StoredBlob.class);
            if (blob.digest().equals(digest)) {
                return blob;
            }
            throw new WriteOnceStore.RecordAltered(digest, "is that of " + blob.digest(), null);
        } catch (JacksonException | NullPointerException e) {
            throw new WriteOnceStore.RecordAltered(digest, "cannot be read", e);
        }
    }

    public byte[] toJson() {
        return JSON.writeValueAsBytes(this);
    }

    public StoredBlob writtenAs(String version) {
        return new StoredBlob(digest, bytes, chunks, stored, version);
    }

    public WriteOnceStore.Blob lockedUntil(@Nullable Instant until) {
        return new WriteOnceStore.Blob(digest, bytes, chunks, stored, until);
    }
}
