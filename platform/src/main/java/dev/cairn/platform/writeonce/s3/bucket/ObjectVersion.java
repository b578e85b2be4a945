package dev.cairn.platform.writeonce.s3.bucket;

import java.time.Instant;

/**
 * What was written under a key at one time. Its bytes never change; a lock protects it, not the key.
 *
 * @param key below the bucket's prefix
 * @param id given by the server
 * @param written by the server's clock
 */
public record ObjectVersion(String key, String id, long bytes, Instant written) {

    /** What follows the last '/' of its key. */
    public String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    public boolean writtenBefore(Instant time) {
        return written.isBefore(time);
    }
}
