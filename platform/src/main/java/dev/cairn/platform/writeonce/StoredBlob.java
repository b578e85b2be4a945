package dev.cairn.platform.writeonce;

import dev.cairn.events.types.Sha256Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
    }

    public static StoredBlob fromJson(Sha256Digest digest, byte[] json) throws IOException {
        try {
            StoredBlob blob = JSON.readValue(json, StoredBlob.class);
            if (blob.digest().equals(digest)) {
                return blob;
            }
            throw new IOException(
                    "The record of blob " + digest + " is that of " + blob.digest() + ": somebody altered the store");
        } catch (JacksonException | NullPointerException e) {
            throw new IOException("The record of blob " + digest + " cannot be read: somebody altered the store", e);
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
