package dev.cairn.audit.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.events.types.Sha256Digest;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a reader needs to check a log's signatures (Ed25519), written {@code <name>+<id>+<base64 of 1 and the key>}.
 *
 * @param name the log's name: not empty, no space, no '+'
 * @param publicKey 32 bytes (RFC 8032)
 */
public record VerifierKey(String name, byte[] publicKey) {

    private static final byte ED25519 = 1;
    private static final int KEY_BYTES = 32;

    /** What an Ed25519 key looks like in X.509 before its 32 bytes (RFC 8410, section 4). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    public VerifierKey {
        if (name.isEmpty()
                || name.contains("+")
                || name.chars().anyMatch(c -> c <= ' ')
                || publicKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("A verifier key has a name without space or '+', and a key of 32 bytes");
        }
    }

    /** @throws IllegalArgumentException when the key is no Ed25519 key */
    public static VerifierKey of(String name, PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null || !Arrays.equals(encoded, 0, X509_PREFIX.length, X509_PREFIX, 0, X509_PREFIX.length)) {
            throw new IllegalArgumentException(
                    "Checkpoints are signed with Ed25519; this key is " + key.getAlgorithm());
        }
        return new VerifierKey(name, Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length));
    }

    /** @throws IllegalArgumentException when the text is no verifier key, or its id is not that of its key */
    public static VerifierKey parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("A verifier key is written <name>+<id>+<base64>");
        }
        byte[] content = Base64.getDecoder().decode(parts[2]);
        if (content.length != KEY_BYTES + 1 || content[0] != ED25519) {
            throw new IllegalArgumentException("The key of " + parts[0] + " is not an Ed25519 key");
        }
        var key = new VerifierKey(parts[0], Arrays.copyOfRange(content, 1, content.length));
        if (!key.idText().equals(parts[1])) {
            throw new IllegalArgumentException(
                    "The id of " + parts[0] + "'s key is " + key.idText() + ", not " + parts[1]);
        }
        return key;
    }

    /** First four bytes of SHA-256 over name, line end, algorithm and key. */
    public int id() {
        MessageDigest hasher = Sha256Digest.hasher();
        hasher.update(name.getBytes(UTF_8));
        hasher.update((byte) '\n');
        hasher.update(ED25519);
        return ByteBuffer.wrap(hasher.digest(publicKey)).getInt();
    }

    /** The id in 8 hexadecimal digits. */
    public String idText() {
        return HexFormat.of().toHexDigits(id());
    }

    /** Whether the signature says to be this key's. */
    boolean claims(SignedNote.Signature signature) {
        return signature.keyId() == id() && signature.name().equals(name);
    }

    /** Whether {@code signature} is this key's over {@code text}. */
    public boolean verify(String text, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            byte[] encoded = ByteBuffer.allocate(X509_PREFIX.length + KEY_BYTES)
                    .put(X509_PREFIX)
                    .put(publicKey)
                    .array();
            check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(text.getBytes(UTF_8));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && name.equals(that.name) && Arrays.equals(publicKey, that.publicKey);
    }

    @Override
    public int hashCode() {
        return id();
    }

    @Override
    public String toString() {
        byte[] content =
                ByteBuffer.allocate(1 + KEY_BYTES).put(ED25519).put(publicKey).array();
        return name + "+" + idText() + "+" + Base64.getEncoder().encodeToString(content);
    }
}
