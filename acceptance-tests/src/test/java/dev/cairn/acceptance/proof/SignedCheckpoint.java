package dev.cairn.acceptance.proof;

import dev.cairn.acceptance.system.Digests;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A checkpoint (c2sp.org/tlog-checkpoint) in a note (c2sp.org/signed-note) whose signature was verified with the JDK alone.
 */
public record SignedCheckpoint(String origin, long size, byte[] root) {

    /** In front of the 32 bytes of an Ed25519 key, it makes X.509 of them (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    /**
     * @param verifierKey {@code name+hash+base64}
     * @throws AssertionError when the note is not signed by that key
     */
    public static SignedCheckpoint verified(String note, String verifierKey) {
        String[] parts = verifierKey.strip().split("\\+", 3);
        byte[] key = Base64.getDecoder().decode(parts[2]);
        byte[] id = Arrays.copyOf(Digests.sha256((parts[0] + "\n").getBytes(StandardCharsets.UTF_8), key), 4);
        if (key[0] != 1 || !HexFormat.of().formatHex(id).equals(parts[1])) {
            throw new AssertionError("No verifier key of Ed25519: " + verifierKey);
        }
        int end = note.indexOf("\n\n") + 1;
        String text = note.substring(0, end);
        byte[] signature = Base64.getDecoder().decode(signature(note.substring(end + 1), parts[0]));
        boolean named = Arrays.equals(Arrays.copyOf(signature, 4), id);
        if (!named || !verifies(text, key, Arrays.copyOfRange(signature, 4, signature.length))) {
            throw new AssertionError("Not signed by " + verifierKey + ":\n" + note);
        }
        List<String> lines = text.lines().toList();
        return new SignedCheckpoint(
                lines.get(0), Long.parseLong(lines.get(1)), Base64.getDecoder().decode(lines.get(2)));
    }

    private static String signature(String signatures, String name) {
        String beginning = "\u2014 " + name + " ";
        return signatures
                .lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No signature of " + name + " in " + signatures));
    }

    private static boolean verifies(String text, byte[] key, byte[] signature) {
        try {
            byte[] encoded = Arrays.copyOf(X509, X509.length + 32);
            System.arraycopy(key, 1, encoded, X509.length, 32);
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
