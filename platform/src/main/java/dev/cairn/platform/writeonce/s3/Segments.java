package dev.cairn.platform.writeonce.s3;

import dev.cairn.platform.writeonce.s3.bucket.Bucket;
import dev.cairn.platform.writeonce.s3.bucket.ObjectVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What has arrived of an upload: objects {@code uploads/<id>/<offset>}, each continuing the one before, beside an object
 * {@code uploads/<id>/-} that says that the upload is open.
 *
 * @param opened absent when the upload is over
 * @param parts in order, without a gap
 * @param everything all that lies there
 */
record Segments(Optional<ObjectVersion> opened, List<ObjectVersion> parts, List<ObjectVersion> everything) {

    static final String ROOT = "uploads/";
    private static final String OPENED = "/-";

    static String opened(UUID upload) {
        return ROOT + upload + OPENED;
    }

    static String key(UUID upload, long offset) {
        return ROOT + upload + "/%019d".formatted(offset);
    }

    static Segments of(Bucket bucket, UUID upload) throws IOException {
        return of(upload, bucket.versions(ROOT + upload + "/").toList());
    }

    static Segments of(UUID upload, List<ObjectVersion> everything) {
        List<ObjectVersion> parts = new ArrayList<>();
        long size = 0;
        for (Optional<ObjectVersion> next = oldest(everything, key(upload, size));
                next.isPresent();
                next = oldest(everything, key(upload, size))) {
            parts.add(next.get());
            size += next.get().bytes();
        }
        return new Segments(oldest(everything, opened(upload)), List.copyOf(parts), everything);
    }

    private static Optional<ObjectVersion> oldest(List<ObjectVersion> all, String key) {
        return all.stream().filter(version -> version.key().equals(key)).reduce((newer, older) -> older);
    }

    /** How many bytes have arrived. */
    long size() {
        return parts.stream().mapToLong(ObjectVersion::bytes).sum();
    }

    /** The marker first: without it what remains is nobody's. */
    Stream<ObjectVersion> inOrderOfRemoval() {
        return Stream.concat(
                opened.stream(), everything.stream().filter(version -> !opened.equals(Optional.of(version))));
    }

    /** All that has arrived, one part after the other. */
    InputStream read(Bucket bucket) {
        return new InputStream() {
            private int next;
            private InputStream part = InputStream.nullInputStream();

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = part.read(buffer, offset, length);
                while (count < 0 && next < parts.size()) {
                    part.close();
                    ObjectVersion version = parts.get(next++);
                    part = bucket.open(version.key(), version.id(), 0, version.bytes());
                    count = part.read(buffer, offset, length);
                }
                return count;
            }

            @Override
            public void close() throws IOException {
                part.close();
            }
        };
    }
}
