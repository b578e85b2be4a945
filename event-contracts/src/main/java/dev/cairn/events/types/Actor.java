package dev.cairn.events.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Who acts: issuer and subject of a verified token, never a name or an address. Written {@code <issuer>#<subject>}.
 *
 * @param issuer the token's {@code iss}, an absolute URI without fragment
 * @param subject the token's {@code sub}: 1 to 255 printable ASCII characters without space or '#'
 */
public record Actor(String issuer, String subject) {

    private static final Pattern SUBJECT = Pattern.compile("[!-~&&[^#]]{1,255}");

    public Actor {
        Rules.match("A subject", subject, SUBJECT, "1 to 255 printable ASCII characters without space or '#'");
        if (!isIssuer(issuer)) {
            throw new IllegalArgumentException("An issuer must be an absolute URI of at most 255 characters without a"
                    + " fragment; got " + Rules.quoted(issuer));
        }
    }

    private static boolean isIssuer(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.getRawFragment() == null && text.length() <= 255;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Actor of(String text) {
        int hash = text.indexOf('#');
        if (hash < 0) {
            throw new IllegalArgumentException("An actor is written <issuer>#<subject>; got " + Rules.quoted(text));
        }
        return new Actor(text.substring(0, hash), text.substring(hash + 1));
    }

    @JsonValue
    @Override
    public String toString() {
        return issuer + "#" + subject;
    }
}
