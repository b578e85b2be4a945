package dev.cairn.cli.audit;

import dev.cairn.cli.Failure;
import dev.cairn.events.types.Sha256Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A tree as a checkpoint shows it (C2SP tlog-checkpoint).
 *
 * @param note the whole signed note
 */
record SignedTree(String origin, long size, byte[] root, String note) {

    /** What an Ed25519 key of 32 bytes looks like in X.509 (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte ED25519 = 1;

    /**
     * Reads a checkpoint and checks its signature.
     *
     * @param key the verifier key, {@code name+hash+base64} (C2SP signed-note)
     * @throws Failure when the note is not signed by that key, or is no checkpoint
     */
    static SignedTree verify(String note, String key) {
        SignedTree tree = read(note);
        if (!tree.signedBy(key)) {
            throw altered("The checkpoint is not signed by the log's key " + key);
        }
        return tree;
    }

    /**
     * Reads a checkpoint, whoever signed it.
     *
     * @throws Failure when the note is no checkpoint
     */
    static SignedTree read(String note) {
        try {
            String[] lines = note.substring(0, note.indexOf("\n\n")).split("\n");
            return new SignedTree(
                    lines[0], Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]), note);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw altered("What the log shows is no signed checkpoint");
        }
    }

    /** @param key the verifier key, {@code name+hash+base64} (C2SP signed-note) */
    boolean signedBy(String key) {
        String[] parts = key.split("\\+", 3);
        int end = note.indexOf("\n\n");
        return parts.length == 3
                && note.substring(end + 2)
                        .lines()
                        .filter(line -> line.startsWith("\u2014 " + parts[0] + " "))
                        .map(line -> decoded(line.substring(line.lastIndexOf(' ') + 1)))
                        .anyMatch(
                                signature -> signs(signature, note.substring(0, end + 1), parts[0], decoded(parts[2])));
    }

    /** Nothing where it is no Base64, which signs nothing. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static boolean signs(byte[] signature, String text, String name, byte[] key) {
        if (key.length != 33 || key[0] != ED25519 || signature.length != 68) {
            return false;
        }
        var id = Sha256Digest.hasher();
        id.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        int expected = ByteBuffer.wrap(id.digest(key)).getInt();
        return ByteBuffer.wrap(signature).getInt() == expected
                && verifies(Arrays.copyOfRange(signature, 4, 68), text, Arrays.copyOfRange(key, 1, 33));
    }

    private static boolean verifies(byte[] signature, String text, byte[] key) {
        try {
            byte[] encoded = Arrays.copyOf(X509, X509.length + key.length);
            System.arraycopy(key, 0, encoded, X509.length, key.length);
            PublicKey publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static Failure altered(String sentence) {
        return new Failure(
                sentence + ".",
                "Do not trust this log until somebody has explained it; keep the checkpoint as evidence.",
                Failure.ALTERED,
                null);
    }

    String rootText() {
        return Base64.getEncoder().encodeToString(root);
    }
}
