package dev.cairn.platform.writeonce.s3;

import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.writeonce.s3.bucket.FirstWins;
import dev.cairn.platform.writeonce.s3.bucket.ObjectVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Whether a blob stays or goes, decided once for each record and by whoever comes first: a registration that relies on it, or
 * the sweep. So no blob is swept that somebody has begun to rely on, also where the server keeps no lock.
 */
final class Fates {

    private final FirstWins firstWins;

    Fates(FirstWins firstWins) {
        this.firstWins = firstWins;
    }

    /** Told apart by their length, which every listing shows. */
    enum Fate {
        KEPT,
        SWEPT;

        private byte[] bytes() {
            return name().getBytes(StandardCharsets.US_ASCII);
        }

        private static Fate of(ObjectVersion version) {
            return version.bytes() == SWEPT.bytes().length ? SWEPT : KEPT;
        }
    }

    /** @return what was decided, now or before */
    Fate decide(Sha256Digest digest, ObjectVersion record, Fate wanted) throws IOException {
        byte[] bytes = wanted.bytes();
        return Fate.of(firstWins
                .write(BlobVersions.fate(digest, record), bytes, bytes.length, null)
                .version());
    }

    /** What a listing shows. */
    boolean kept(BlobVersions versions, ObjectVersion record) {
        String key = BlobVersions.fate(versions.digest(), record);
        // The last of a key in a listing is the oldest
        return versions.fates().stream()
                .filter(fate -> fate.key().equals(key))
                .reduce((newer, older) -> older)
                .filter(fate -> Fate.of(fate) == Fate.KEPT)
                .isPresent();
    }
}
