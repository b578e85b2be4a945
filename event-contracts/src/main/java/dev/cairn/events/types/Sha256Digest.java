package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest (FIPS 180-4) as 64 lower-case hexadecimal digits. */
public record Sha256Digest(@JsonValue String value) implements Comparable<Sha256Digest> {

    private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{64}");

    /** Never used itself: looking one up among the platform's providers takes as long as hashing a small event. */
    private static final MessageDigest HASHER = platform();

    @JsonCreator
    public Sha256Digest {
        Rules.match("A SHA-256 digest", value, PATTERN, "64 lower-case hexadecimal digits");
    }

    public static Sha256Digest of(byte[] content) {
        return ofHash(hasher().digest(content));
    }

    /** The digest whose 32 bytes were already computed. */
    public static Sha256Digest ofHash(byte[] hash) {
        return new Sha256Digest(HexFormat.of().formatHex(hash));
    }

    /** A fresh SHA-256. */
    public static MessageDigest hasher() {
        try {
            return (MessageDigest) HASHER.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("This Java platform's SHA-256 cannot be copied: " + HASHER, e);
        }
    }

    private static MessageDigest platform() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform has no SHA-256, which every platform must have", e);
        }
    }

    /** The 32 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(value);
    }

    @Override
    public int compareTo(Sha256Digest other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
