package dev.cairn.acceptance.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.acceptance.system.Remote;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The whole log as a stranger reads it: the checkpoint, every entry (c2sp.org/tlog-tiles), and every tile of hashes compared
 * with what the entries hash to.
 */
public final class PublicLog {

    private static final int WIDTH = 256;

    private final SignedCheckpoint checkpoint;
    private final List<byte[]> entries = new ArrayList<>();
    private final List<byte[]> hashes = new ArrayList<>();

    private PublicLog(SignedCheckpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** @throws AssertionError when anything in it does not fit together */
    public static PublicLog read(Remote audit) {
        String key = audit.get("/log/vkey").expect(200).text();
        var log = new PublicLog(SignedCheckpoint.verified(
                audit.get("/log/checkpoint").expect(200).text(), key));
        for (long tile = 0; tile * WIDTH < log.size(); tile++) {
            log.bundle(audit.get("/log/tile/entries/" + path(tile, width(log.size(), tile)))
                    .expect(200)
                    .body());
        }
        log.requireTiles(audit);
        assertThat(log.entries).hasSize((int) log.size());
        assertThat(Rfc6962.root(log.hashes)).as("the root").isEqualTo(log.checkpoint.root());
        return log;
    }

    /** Entries, each with its length in two bytes before it. */
    private void bundle(byte[] content) {
        var bundle = ByteBuffer.wrap(content);
        while (bundle.hasRemaining()) {
            byte[] entry = new byte[bundle.getShort() & 0xffff];
            bundle.get(entry);
            entries.add(entry);
            hashes.add(Rfc6962.leafHash(entry));
        }
    }

    /** Level by level: each hash of a tile is the root of the full tile below it. */
    private void requireTiles(Remote audit) {
        List<byte[]> below = hashes;
        for (int level = 0; !below.isEmpty(); level++) {
            for (long tile = 0; tile * WIDTH < below.size(); tile++) {
                int width = width(below.size(), tile);
                var expected = ByteBuffer.allocate(width * 32);
                below.subList((int) tile * WIDTH, (int) tile * WIDTH + width).forEach(expected::put);
                String name = "/log/tile/" + level + "/" + path(tile, width);
                assertThat(audit.get(name).expect(200).body()).as(name).isEqualTo(expected.array());
            }
            List<byte[]> above = new ArrayList<>();
            for (int full = 0; full + WIDTH <= below.size(); full += WIDTH) {
                above.add(Rfc6962.root(below.subList(full, full + WIDTH)));
            }
            below = above;
        }
    }

    private static int width(long size, long tile) {
        return (int) Math.min(WIDTH, size - tile * WIDTH);
    }

    /** Three digits at a time, all but the last with an x before them; then the width of a tile that is not full. */
    private static String path(long tile, int width) {
        String digits = "%03d".formatted(tile % 1000);
        for (long rest = tile / 1000; rest > 0; rest /= 1000) {
            digits = "x%03d/".formatted(rest % 1000) + digits;
        }
        return width == WIDTH ? digits : digits + ".p/" + width;
    }

    public SignedCheckpoint checkpoint() {
        return checkpoint;
    }

    public long size() {
        return checkpoint.size();
    }

    /** In their order. */
    public List<byte[]> entries() {
        return entries;
    }

    public boolean has(byte[] entry) {
        return entries.stream().anyMatch(it -> Arrays.equals(it, entry));
    }

    /** The root when it had so many entries. */
    public byte[] rootAt(long size) {
        return Rfc6962.root(hashes.subList(0, (int) size));
    }
}
