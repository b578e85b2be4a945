package dev.cairn.platform.paging;

import static dev.cairn.platform.problem.EdgeRefusal.CURSOR_INVALID;

import dev.cairn.platform.problem.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where a list goes on, as text that callers cannot read into or change: the position, with its HMAC-SHA-256 (RFC 2104) cut
 * to 16 bytes, in base64url.
 */
public final class Cursors {

    private static final int MAC_BYTES = 16;

    private final SecretKeySpec key;

    /** @param secret at least 16 characters, the same on every instance of a service */
    public Cursors(String secret) {
        if (secret.length() < 16) {
            throw new IllegalArgumentException("cairn.paging.secret must have at least 16 characters");
        }
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** @param list names the list and its filters, so that a cursor is good for no other */
    public String sign(String list, String position) {
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        byte[] signed = Arrays.copyOf(mac(list, text), MAC_BYTES + text.length);
        System.arraycopy(text, 0, signed, MAC_BYTES, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /**
     * The position that was signed.
     *
     * @throws Refused when the cursor was not made by {@link #sign} for this list
     */
    public String open(String list, String cursor) {
        byte[] signed = decode(cursor);
        if (signed.length > MAC_BYTES) {
            byte[] text = Arrays.copyOfRange(signed, MAC_BYTES, signed.length);
            if (MessageDigest.isEqual(mac(list, text), Arrays.copyOf(signed, MAC_BYTES))) {
                return new String(text, StandardCharsets.UTF_8);
            }
        }
        throw invalid();
    }

    private static byte[] decode(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static Refused invalid() {
        return new Refused(CURSOR_INVALID, "It was altered, cut, or made for another list");
    }

    private byte[] mac(String list, byte[] position) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(position), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform has no HmacSHA256, which every platform must have", e);
        }
    }
}
