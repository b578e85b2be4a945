package dev.cairn.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.cli.Failure;
import dev.cairn.cli.signin.SignIn;
import dev.cairn.events.EventCodec;
import dev.cairn.test.Clause;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import tools.jackson.databind.JsonNode;

class IssuerTest {

    @TempDir
    private static Path directory;

    private int port;
    private Issuer issuer;

    @BeforeEach
    void start() throws Exception {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        issuer = Issuer.start(Issuer.address(port).toString(), port, directory.resolve("issuer.jwk"));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    @Clause({"ACL-1", "ACL-4"})
    void signsAPersonInThroughItsFormAndSaysWhoTheyAre() {
        var token = new SignIn(issuer.address()).withPassword("mia", "mia-demo");

        assertThat(token.subject()).isEqualTo("mia");
        JsonNode claims = claims(token.value());
        assertThat(claims.path("iss").asString()).isEqualTo(issuer.address().toString());
        assertThat(claims.path("aud").toString()).contains("cairn");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"ml-engineer\"]");
        assertThat(claims.path("auth_time").asLong()).isPositive();
        assertThat(claims.has("owner")).isFalse();
    }

    @Test
    @Clause("ACL-4")
    void givesAMachineATokenThatNamesItsOwner() {
        var token = new SignIn(issuer.address()).asMachine("ci-pipeline", "ci-pipeline-demo");

        assertThat(claims(token.value()).path("owner").asString()).isEqualTo(issuer.address() + "#mia");
    }

    @Test
    void refusesAWrongPasswordAndAWrongSecret() {
        assertThatThrownBy(() -> new SignIn(issuer.address()).withPassword("mia", "guess"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("does not know");
        assertThatThrownBy(() -> new SignIn(issuer.address()).asMachine("ci-pipeline", "guess"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("invalid_client");
    }

    @Test
    void keepsItsKeyOverARestartWhereOnlyItsOwnerReadsIt() throws Exception {
        String token =
                new SignIn(issuer.address()).withPassword("ada", "ada-demo").value();
        issuer.close();
        issuer = Issuer.start(Issuer.address(port).toString(), port, directory.resolve("issuer.jwk"));

        var decoder = NimbusJwtDecoder.withJwkSetUri(Issuer.jwkSetUri(port).toString())
                .build();
        assertThat(decoder.decode(token).getSubject()).isEqualTo("ada");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("issuer.jwk"))))
                .isEqualTo("rw-------");
    }

    @Test
    @Clause("ACL-4")
    void keepsItsNameWhereItsPortIsAnother() {
        issuer.close();
        issuer = Issuer.start("http://127.0.0.1:8089", port, directory.resolve("issuer.jwk"));

        JsonNode person = claims(
                new SignIn(issuer.address()).withPassword("mia", "mia-demo").value());
        JsonNode machine = claims(new SignIn(issuer.address())
                .asMachine("ci-pipeline", "ci-pipeline-demo")
                .value());
        assertThat(person.path("iss").asString()).isEqualTo("http://127.0.0.1:8089");
        assertThat(machine.path("owner").asString()).isEqualTo("http://127.0.0.1:8089#mia");
    }

    private static JsonNode claims(String token) {
        return EventCodec.json().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
