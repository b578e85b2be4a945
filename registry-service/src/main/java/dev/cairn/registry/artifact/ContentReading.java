package dev.cairn.registry.artifact;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.WriteOnceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads content again and tells what it is now. Content that several versions hold is read once in a while, not once for
 * each: what was found is remembered for as long as this object lives, for the content read last.
 */
final class ContentReading {

    private static final int REMEMBERED = 100_000;

    private final WriteOnceStore store;
    private final Pace pace;
    private final Map<Sha256Digest, Optional<Sha256Digest>> found = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256Digest, Optional<Sha256Digest>> eldest) {
            return size() > REMEMBERED;
        }
    };

    ContentReading(WriteOnceStore store, Pace pace) {
        this.store = store;
        this.pace = pace;
    }

    /**
     * The digest of what the store has under this name now; empty when it has nothing, or cannot read it.
     *
     * @throws IOException when the store cannot be asked at all
     */
    Optional<Sha256Digest> digestOf(Sha256Digest name) throws IOException, InterruptedException {
        @Nullable Optional<Sha256Digest> known = found.get(name);
        if (known == null) {
            known = read(name);
            found.put(name, known);
        }
        return known;
    }

    private Optional<Sha256Digest> read(Sha256Digest name) throws IOException, InterruptedException {
        try (InputStream content = store.open(name, 0, Long.MAX_VALUE)) {
            MessageDigest hasher = Sha256Digest.hasher();
            byte[] buffer = new byte[1 << 16];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                hasher.update(buffer, 0, count);
                pace.read(count);
            }
            return Optional.of(Sha256Digest.ofHash(hasher.digest()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // A store that still answers has lost this content; one that is away tells nothing about it and throws
            // again.
            store.find(name);
            return Optional.empty();
        }
    }
}
