package dev.cairn.acceptance.system;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as anybody can compute it. */
public final class Digests {

    private Digests() {}

    /** Of all parts, one after the other. */
    public static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** In lower-case hexadecimal. */
    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(sha256(content));
    }
}
