package dev.cairn.platform.writeonce.s3;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.s3.bucket.ObjectVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which version holds a blob, of those read last: a version never changes, so it need not be looked for at every range. */
final class KnownPlaces {

    private static final int KNOWN = 10_000;

    private final Map<Sha256Digest, ObjectVersion> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256Digest, ObjectVersion> eldest) {
            return size() > KNOWN;
        }
    };

    synchronized @Nullable ObjectVersion get(Sha256Digest digest) {
        return known.get(digest);
    }

    synchronized void remember(Sha256Digest digest, ObjectVersion content) {
        known.put(digest, content);
    }

    synchronized void forget(Sha256Digest digest) {
        known.remove(digest);
    }
}
