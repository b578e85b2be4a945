package dev.cairn.audit.proof;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A text with signatures under it (C2SP signed-note).
 *
 * @param text ends with a line end
 * @param signatures at least one; of keys that the reader does not know, too
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final String MARK = "— ";
    private static final int MOST_SIGNATURES = 100;

    /**
     * @param name whose signature it says to be
     * @param keyId first four bytes of the hash of key name and key
     * @param bytes the signature itself
     */
    public record Signature(String name, int keyId, byte[] bytes) {}

    public SignedNote {
        if (!text.endsWith("\n") || signatures.isEmpty()) {
            throw new IllegalArgumentException("A signed note is a text that ends with a line end, and a signature");
        }
        signatures = List.copyOf(signatures);
    }

    /** @throws IllegalArgumentException when this is no signed note */
    public static SignedNote parse(String note) {
        int blank = note.lastIndexOf("\n\n");
        boolean printable = note.chars().noneMatch(c -> c < 0x20 && c != '\n');
        if (blank < 0 || !note.endsWith("\n") || !printable) {
            throw new IllegalArgumentException("A signed note has a text, an empty line, and lines of signatures");
        }
        String[] lines = note.substring(blank + 2).split("\n");
        if (lines.length > MOST_SIGNATURES) {
            throw new IllegalArgumentException("A signed note has at most " + MOST_SIGNATURES + " signatures");
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line : lines) {
            signatures.add(signature(line));
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    private static Signature signature(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(MARK) || space <= MARK.length()) {
            throw new IllegalArgumentException("A signature is written '— <name> <base64>'");
        }
        byte[] content = Base64.getDecoder().decode(line.substring(space + 1));
        if (content.length < 5) {
            throw new IllegalArgumentException("A signature begins with the four bytes of its key's id");
        }
        int keyId = ByteBuffer.wrap(content).getInt();
        return new Signature(
                line.substring(MARK.length(), space), keyId, Arrays.copyOfRange(content, 4, content.length));
    }

    /**
     * The first of {@code keys} that signed this text; empty when none did. A signature that names a known key and does
     * not hold makes the whole note invalid, as signed-note demands.
     */
    public Optional<VerifierKey> signedBy(Collection<VerifierKey> keys) {
        Optional<VerifierKey> signer = Optional.empty();
        for (VerifierKey key : keys) {
            for (Signature signature : signatures) {
                if (key.claims(signature)) {
                    if (!key.verify(text, signature.bytes())) {
                        return Optional.empty();
                    }
                    signer = signer.or(() -> Optional.of(key));
                }
            }
        }
        return signer;
    }

    /** The note as it is served and stored. */
    @Override
    public String toString() {
        var note = new StringBuilder(text).append('\n');
        for (Signature signature : signatures) {
            byte[] content = ByteBuffer.allocate(4 + signature.bytes().length)
                    .putInt(signature.keyId())
                    .put(signature.bytes())
                    .array();
            note.append(MARK)
                    .append(signature.name())
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(content))
                    .append('\n');
        }
        return note.toString();
    }
}
