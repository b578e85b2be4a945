package dev.cairn.audit.proof;

import static dev.cairn.audit.proof.MerkleTree.HASH_BYTES;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tile of C2SP tlog-tiles: up to 256 hashes that stand side by side in the tree, {@code 8 * level} above its leaves; or,
 * at level {@link #ENTRIES}, up to 256 entries.
 *
 * @param level 0 to 5, or {@link #ENTRIES}
 * @param index which of its level, from 0
 * @param width how many hashes, 1 to 256; below 256 the tile is partial
 */
public record Tile(int level, long index, int width) {

    public static final int FULL = 256;
    public static final int ENTRIES = -1;

    private static final int TOP_LEVEL = 5;
    private static final Pattern PATH =
            Pattern.compile("(entries|[0-5])/((?:x\\d{3}/){0,5}\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

    public Tile {
        if (level < ENTRIES || level > TOP_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException(
                    "There is no tile at level " + level + ", index " + index + ", width " + width);
        }
    }

    public static Tile full(int level, long index) {
        return new Tile(level, index, FULL);
    }

    public static Tile entries(long index, int width) {
        return new Tile(ENTRIES, index, width);
    }

    public boolean partial() {
        return width < FULL;
    }

    /** How many leaves the tree must have for this tile to be whole; no tree has as many as {@link Long#MAX_VALUE}. */
    public long leavesNeeded() {
        int height = level == ENTRIES ? 0 : 8 * level;
        boolean countable = index < 1L << (54 - height);
        return countable ? (index * FULL + width) << height : Long.MAX_VALUE;
    }

    /** As in tlog-tiles, below {@code tile/}: {@code 0/x001/x234/067}, {@code entries/000.p/12}. */
    public String path() {
        return place() + (partial() ? ".p/" + width : "");
    }

    /** The path without the width: where this tile stands, however full it is. */
    public String place() {
        var digits = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            digits.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return (level == ENTRIES ? "entries" : Integer.toString(level)) + "/" + digits;
    }

    /** Reads {@link #path()}; empty for anything that is not exactly such a path. */
    public static Optional<Tile> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
        long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", ""));
        int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
        boolean exact = width <= FULL && (matcher.group(3) == null || width < FULL);
        return exact
                ? Optional.of(new Tile(level, index, width)).filter(tile -> path.equals(tile.path()))
                : Optional.empty();
    }

    /** The hash of the complete subtree over {@code width} (a power of two) joined hashes, from the {@code begin}-th. */
    public static byte[] rootOf(byte[] hashes, int begin, int width) {
        if (width == 1) {
            return Arrays.copyOfRange(hashes, begin * HASH_BYTES, (begin + 1) * HASH_BYTES);
        }
        int half = width / 2;
        return MerkleTree.nodeHash(rootOf(hashes, begin, half), rootOf(hashes, begin + half, half));
    }
}
