package dev.cairn.platform.identity;

import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.security.oauth2.server.resource.OAuth2ProtectedResourceMetadata;

/**
 * What a service tells anybody about where to get tokens for it (RFC 9728). The issuers are those of the configuration. The
 * service's own address is too, where it is configured; where not, it is what the request and the gateway's headers say, so a
 * forged one names another resource, and a client drops metadata of another than it asked.
 */
final class ResourceMetadata implements Consumer<OAuth2ProtectedResourceMetadata.Builder> {

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final IdentityProperties properties;

    ResourceMetadata(IdentityProperties properties) {
        this.properties = properties;
    }

    @Override
    public void accept(OAuth2ProtectedResourceMetadata.Builder metadata) {
        // Spring says that it binds tokens to client certificates, whether it does or not.
        metadata.tlsClientCertificateBoundAccessTokens(false);
        properties.issuers().forEach(issuer -> metadata.authorizationServer(issuer.uri()));
        Optional.ofNullable(properties.resource()).map(URI::toString).ifPresent(metadata::resource);
    }

    /**
     * A parameter of the challenge to whoever comes without a token, with a comma before it; empty where the service was not told
     * its address, since what a request says of that is repeated to nobody.
     */
    String challenge() {
        return Optional.ofNullable(properties.resource())
                .map(it -> ", resource_metadata=\"" + it.resolve(WELL_KNOWN + it.getRawPath()) + "\"")
                .orElse("");
    }
}
