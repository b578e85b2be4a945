package dev.cairn.registry.artifact;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.StoredNow;
import dev.cairn.platform.writeonce.WriteOnceStore;
import java.io.IOException;
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
            known = Optional.ofNullable(StoredNow.read(store, name, pace::read).found());
            found.put(name, known);
        }
        return known;
    }
}
