package dev.cairn.platform.writeonce.s3;

import dev.cairn.platform.writeonce.ObjectName;
import dev.cairn.platform.writeonce.s3.bucket.Bucket;
import dev.cairn.platform.writeonce.s3.bucket.FirstWins;
import dev.cairn.platform.writeonce.s3.bucket.FirstWins.First;
import dev.cairn.platform.writeonce.s3.bucket.ObjectVersion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named objects: below {@code final/} the oldest version of a name counts and is locked as it is written; below
 * {@code current/} the newest counts, and those before it are removed.
 */
final class S3Objects {

    private static final Logger log = LoggerFactory.getLogger(S3Objects.class);
    private static final String FINAL = "final/";
    private static final String CURRENT = "current/";

    /** Who reads while another replaces looks again; more often than this in a row, something else is wrong. */
    private static final int LOOKS = 20;

    private final Bucket bucket;
    private final FirstWins firstWins;
    private final Map<String, ObjectVersion> replacedLast = new ConcurrentHashMap<>();

    S3Objects(Bucket bucket, FirstWins firstWins) {
        this.bucket = bucket;
        this.firstWins = firstWins;
    }

    void write(ObjectName name, byte[] content, Instant until) throws IOException {
        String key = FINAL + name;
        Optional<ObjectVersion> before = bucket.oldest(key);
        First first = before.isPresent()
                ? new First(before.get(), false)
                : firstWins.write(key, content, content.length, until);
        if (first.mine()) {
            return;
        }
        if (!Arrays.equals(bucket.read(first.version()), content)) {
            throw new FileAlreadyExistsException(name.value(), null, "it is final and has other bytes");
        }
        bucket.lengthen(first.version(), until);
    }

    void replace(ObjectName name, byte[] content) throws IOException {
        if (bucket.oldest(FINAL + name).isPresent()) {
            throw new FileAlreadyExistsException(name.value(), null, "it is final");
        }
        String key = CURRENT + name;
        ObjectVersion before = replacedLast.put(key, bucket.put(key, content, null));
        if (before != null) {
            remove(before);
        }
    }

    private void remove(ObjectVersion replaced) {
        try {
            bucket.delete(replaced);
        } catch (IOException e) {
            log.info("What {} was before stays until the next sweep: {}", replaced.key(), e.getMessage());
        }
    }

    Optional<byte[]> read(ObjectName name) throws IOException {
        Optional<ObjectVersion> last = bucket.oldest(FINAL + name);
        if (last.isPresent()) {
            return Optional.of(bucket.read(last.get()));
        }
        for (int look = 1; ; look++) {
            Optional<ObjectVersion> newest = bucket.newest(CURRENT + name);
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(bucket.read(newest.get()));
            } catch (NoSuchFileException e) {
                if (look == LOOKS) {
                    throw e;
                }
            }
        }
    }

    List<String> names(String prefix) throws IOException {
        return Stream.concat(names(FINAL, prefix), names(CURRENT, prefix))
                .sorted()
                .distinct()
                .toList();
    }

    private Stream<String> names(String tree, String prefix) throws IOException {
        return bucket.versions(tree + prefix)
                .map(version -> version.key().substring(tree.length()))
                .distinct();
    }

    /** Removes what was replaced by a process that died before it could. */
    void sweep(Instant before) throws IOException {
        var names = new Groups<>(bucket.versions(CURRENT).iterator(), ObjectVersion::key);
        while (names.hasNext()) {
            List<ObjectVersion> versions = names.next();
            for (ObjectVersion replaced : versions.subList(1, versions.size())) {
                if (replaced.writtenBefore(before)) {
                    bucket.delete(replaced);
                }
            }
        }
    }
}
