package dev.cairn.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.cli.Failure;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {

    @Test
    void whatTheEnvironmentDoesNotNameIsOnThisMachine() {
        var endpoints = Endpoints.from(Map.of("CAIRN_AUDIT", "https://audit.example.org"), 10);

        assertThat(endpoints.registry()).isEqualTo(URI.create("http://127.0.0.1:8091"));
        assertThat(endpoints.audit()).isEqualTo(URI.create("https://audit.example.org"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:8081", "localhost:8081", "registry", "", "http://", "ftp://example.org", "http://a b"
            })
    void whatIsNoAddressIsNamedWithItsVariable(String address) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Endpoints.from(Map.of("CAIRN_REGISTRY", address), 0))
                .withMessageStartingWith("CAIRN_REGISTRY is '" + address + "'");
    }

    @Test
    void anInstallationHasItsServicesBelowOneAddressAndNamesItsIssuerItself() {
        var endpoints = Endpoints.from(
                Map.of("CAIRN_URL", "HTTPS://Cairn.example.org/team/", "CAIRN_AUDIT", "https://audit.example.org"), 10);

        assertThat(endpoints.registry()).isEqualTo(URI.create("https://cairn.example.org/team/registry"));
        assertThat(endpoints.deployment()).isEqualTo(URI.create("https://cairn.example.org/team/deployment"));
        assertThat(endpoints.audit()).isEqualTo(URI.create("https://audit.example.org"));
        assertThat(endpoints.issuer()).isNull();
        assertThat(endpoints.installation()).isEqualTo(URI.create("https://cairn.example.org/team"));
    }

    @Test
    void aStandaloneKnowsItsIssuerAndARegistryElsewhereNamesItsOwn() {
        assertThat(Endpoints.standalone(10).issuer()).isEqualTo(URI.create("http://127.0.0.1:8099"));
        assertThat(Endpoints.from(Map.of("CAIRN_REGISTRY", "https://registry.example.org"), 0)
                        .issuer())
                .isNull();
    }

    @Test
    void anInstallationIsNotAskedInClearTextUnlessItIsOnThisMachine() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Endpoints.from(Map.of("CAIRN_URL", "http://cairn.example.org"), 0))
                .withMessageContaining("clear text");
        assertThat(Endpoints.from(Map.of("CAIRN_URL", "http://localhost:8080"), 0)
                        .registry())
                .isEqualTo(URI.create("http://localhost:8080/registry"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cairn.example.org", "https://mia@cairn.example.org", "https://cairn.example.org/?a=b"})
    void whatIsNoInstallationIsNamed(String address) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Endpoints.from(Map.of("CAIRN_URL", address), 0))
                .withMessageContaining("'" + address + "'");
    }
}
