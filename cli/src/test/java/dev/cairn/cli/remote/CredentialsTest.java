package dev.cairn.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private static final URI COMPANY = URI.create("https://cairn.example.org");

    @TempDir
    private Path directory;

    @Test
    void aTokenIsKeptForTheInstallationThatItWasGivenForAndForNoOther() {
        var credentials = new Credentials(directory.resolve("credentials.json"));
        var token = new Credentials.Token("mia", "a.b.c", Instant.now().plusSeconds(60));

        credentials.store(COMPANY, token);

        assertThat(credentials.of(COMPANY)).contains(token);
        assertThat(credentials.of(URI.create("https://cairn.example.org.evil.example")))
                .isEmpty();
    }
}
