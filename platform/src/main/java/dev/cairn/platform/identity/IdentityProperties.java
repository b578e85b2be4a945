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
 * @param resource this service's address for the world, such as {@code https://cairn.example.org/registry}; absent where requests
 *     and the gateway's headers may say it
 */
@ConfigurationProperties("cairn.identity")
public record IdentityProperties(
        @DefaultValue("cairn") String audience,
        List<Issuer> issuers,
        @Nullable URI resource) {

    public IdentityProperties {
        if (issuers == null || issuers.isEmpty()) {
            throw new IllegalArgumentException(
                    "cairn.identity.issuers is empty, so nobody could sign in: name at least one"
                            + " issuer with its jwk-set-uri");
        }
        if (resource != null
                && (resource.getHost() == null || resource.getRawPath().endsWith("/"))) {
            throw new IllegalArgumentException(
                    "cairn.identity.resource is " + resource
                            + "; write the service's address without a slash at its end, such as https://cairn.example.org/registry");
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
