package dev.cairn.platform.identity;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are accepted.
 *
 * @param audience what a token's {@code aud} must contain
 * @param issuers at least one
 */
@ConfigurationProperties("cairn.identity")
public record IdentityProperties(@DefaultValue("cairn") String audience, List<Issuer> issuers) {

    public IdentityProperties {
        if (issuers == null || issuers.isEmpty()) {
            throw new IllegalArgumentException(
                    "cairn.identity.issuers is empty, so nobody could sign in: name at least one"
                            + " issuer with its jwk-set-uri");
        }
    }

    /**
     * @param uri exactly as in the token's {@code iss}
     * @param jwkSetUri where its public keys are (RFC 7517)
     * @param sslBundle of {@code spring.ssl.bundle}, whose authorities the certificate there may come from; absent for those
     *     that Java trusts
     */
    public record Issuer(
            String uri, URI jwkSetUri, @Nullable String sslBundle) {}
}
