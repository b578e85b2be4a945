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
}
