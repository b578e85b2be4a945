package dev.cairn.audit.proof;

import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * What a log says about itself (C2SP tlog-checkpoint): the text under the signature.
 *
 * @param origin the log's name, one line
 * @param size how many entries
 * @param root the root over them, 32 bytes
 */
public record Checkpoint(String origin, long size, byte[] root) {

    public Checkpoint {
        if (size < 0 || root.length != MerkleTree.HASH_BYTES || origin.isEmpty() || origin.contains("\n")) {
            throw new IllegalArgumentException("This is no checkpoint: origin '" + origin + "', size " + size
                    + ", root of " + root.length + " bytes");
        }
    }

    /** Three lines, each with its line end. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    /**
     * Reads {@link #text()}; further lines are extensions and carry no meaning here.
     *
     * @throws IllegalArgumentException when the text is no checkpoint
     */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[1].matches("0|[1-9]\\d{0,17}") || !text.endsWith("\n")) {
            throw new IllegalArgumentException(
                    "A checkpoint has three lines: origin, size and root in base64, each with its line end");
        }
        return new Checkpoint(
                lines[0], Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
    }

    /** Whether both speak of the same tree. */
    public boolean sameTree(Checkpoint other) {
        return size == other.size && Arrays.equals(root, other.root);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that && origin.equals(that.origin) && sameTree(that);
    }

    @Override
    public int hashCode() {
        return Objects.hash(origin, size, Arrays.hashCode(root));
    }

    @Override
    public String toString() {
        return origin + " at size " + size + ", root " + Base64.getEncoder().encodeToString(root);
    }
}
