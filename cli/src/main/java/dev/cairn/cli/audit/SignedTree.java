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
 * A checkpoint (C2SP tlog-checkpoint) whose signature was checked.
 *
 * @param note the whole signed note
 */
record SignedTree(String origin, long size, byte[] root, String note) {

    /** What an Ed25519 key of 32 bytes looks like in X.509 (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte ED25519 = 1;

    /**
     * Reads a checkpoint.
     *
     * @param key the verifier key, {@code name+hash+base64} (C2SP signed-note)
     * @throws Failure when the note is not signed by that key, or is no checkpoint
     */
    static SignedTree verify(String note, String key) {
        int end = note.indexOf("\n\n");
        if (end < 0) {
            throw altered("The checkpoint has no signature");
        }
        String text = note.substring(0, end + 1);
        String[] name = key.strip().split("\\+", 3);
        byte[] encoded = Base64.getDecoder().decode(name[2]);
        boolean signed = note.substring(end + 2)
                .lines()
                .filter(line -> line.startsWith("\u2014 " + name[0] + " "))
                .map(line -> Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1)))
                .anyMatch(signature -> signs(signature, text, name[0], encoded));
        if (!signed) {
            throw altered("The checkpoint is not signed by the log's key " + name[0]);
        }
        String[] lines = text.split("\n");
        return new SignedTree(
                lines[0], Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]), note);
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
