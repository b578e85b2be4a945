package dev.cairn.platform.writeonce.s3.bucket;

import dev.cairn.platform.writeonce.WriteOnceStore;

/**
 * How large the parts are that content of unknown length is sent in. S3 takes at most 10,000 parts; each is in memory while it
 * is sent. So they begin small and grow: 8 MiB up to 2.7 GiB of content, 32 MiB at 27 GiB, 232 MiB at 1.1 TiB, where it ends.
 */
public final class PartSize {

    static final int MOST_PARTS = 10_000;
    private static final int PARTS_OF_ONE_SIZE = 350;

    private PartSize() {}

    /** @param number from 1 */
    public static int bytes(int number) {
        return WriteOnceStore.CHUNK_BYTES * (1 + (Math.min(number, MOST_PARTS) - 1) / PARTS_OF_ONE_SIZE);
    }
}
