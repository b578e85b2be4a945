package dev.cairn.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.server.resource.OAuth2ProtectedResourceMetadata;

class ResourceMetadataTest {

    private static final URI REGISTRY = URI.create("https://cairn.example.org/registry");

    private static IdentityProperties properties(URI resource) {
        return new IdentityProperties(
                "cairn",
                List.of(new IdentityProperties.Issuer(
                        "https://sso.example.org", URI.create("https://sso.example.org/keys"), null)),
                resource);
    }

    @Test
    void theConfiguredAddressGoesBeforeWhatARequestSays() {
        var metadata = OAuth2ProtectedResourceMetadata.builder().resource("https://evil.example.org/registry");

        new ResourceMetadata(properties(REGISTRY)).accept(metadata);

        assertThat(metadata.build().getResource()).hasToString(REGISTRY.toString());
    }

    @Test
    void theChallengeNamesTheMetadataBetweenHostAndPath() {
        assertThat(new ResourceMetadata(properties(REGISTRY)).challenge())
                .isEqualTo(
                        ", resource_metadata=\"https://cairn.example.org/.well-known/oauth-protected-resource/registry\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://cairn.example.org/registry/", "registry"})
    void anAddressThatNobodyWouldCompareEqualIsRefusedAtTheStart(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties(URI.create(address)))
                .withMessageContaining("cairn.identity.resource is " + address);
    }
}
