package dev.cairn.audit;

import static dev.cairn.test.RunningService.eventually;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.test.Clause;
import dev.cairn.test.TestTokens;
import dev.cairn.test.tls.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** A whole service with every connection by TLS, told what docs/tls.md says. */
@Clause("ACL-1")
@ExtendWith(OutputCaptureExtension.class)
class TransportTest {

    @TempDir
    private static Path directory;

    private static SystemOverTls system;
    private static CapturedOutput output;

    @BeforeAll
    static void start(CapturedOutput captured) throws Exception {
        output = captured;
        system = new SystemOverTls(directory);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void everyConnectionGoesByTls() {
        String verification =
                system.json("POST", "/api/v1/verifications").path("id").asString();
        eventually(() -> assertThat(system.json("GET", "/api/v1/verifications/" + verification)
                        .path("state")
                        .asString())
                .isEqualTo("DONE"));
        assertThat(system.json("GET", "/api/v1/verifications/" + verification)
                        .path("findings")
                        .size())
                .isZero();

        eventually(() -> {
            JsonNode health = system.json("GET", "/actuator/health");
            assertThat(health.path("status").asString()).as(health.toString()).isEqualTo("UP");
            assertThat(health.path("components").propertyNames())
                    .contains("relay", "inbox", "log", "db", "writeOnce", "ssl");
        });
    }

    @Test
    void theEndOfEachCertificateIsAMeter() {
        assertThat(system.call("GET", "/actuator/prometheus").body())
                .containsPattern("ssl_chain_expiry_seconds\\{[^}]*bundle=\"server\"[^}]*} [0-9.E]+");
    }

    @Test
    void browsersAreBoundToTls() {
        assertThat(system.call("GET", "/api/v1/entries").headers().firstValue("Strict-Transport-Security"))
                .contains("max-age=31536000");
    }

    @Test
    void plainHttpIsRefused() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), system.port())) {
            socket.getOutputStream()
                    .write(("GET /api/v1/entries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + TestTokens.of("ada", "auditor") + "\r\n\r\n")
                            .getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 400")
                    .doesNotContain("Tomcat", "entries");
        }
    }

    @Test
    void aRenewedCertificateIsTakenUpWithoutARestart() {
        X509Certificate before = system.shown();
        system.authority.sign("tls", "127.0.0.1");

        eventually(() -> assertThat(system.shown()).isNotEqualTo(before));
        assertThat(system.call("GET", "/api/v1/entries").statusCode()).isEqualTo(200);
    }

    @Test
    void aServiceDoesNotStartWhereKafkaIsVouchedForByNobodyItTrustsAndSaysSo(CapturedOutput said) {
        Path stranger = new Authority(directory.resolve("others"), "stranger").certificate();

        assertThatThrownBy(
                        () -> system.another("spring.ssl.bundle.pem.company.truststore.certificate", "file:" + stranger)
                                .close())
                .isNotNull();
        assertThat(said)
                .contains("APPLICATION FAILED TO START")
                .contains(
                        "Kafka (spring.kafka.bootstrap-servers): the certificate of the other side comes from no authority")
                .doesNotContain("\tat dev.cairn");
    }

    @Test
    void noSecretIsInALogOrInWhatSettingsSayOfThemselves() {
        system.call("GET", "/api/v1/entries");
        system.call("POST", "/api/v1/verifications");
        String said = output.getAll();

        assertThat(said).contains("DEBUG").contains("dev.cairn");
        system.secrets.forEach((name, secret) -> assertThat(said).as(name).doesNotContain(secret));
        ConfigurationPropertiesBean.getAll(system.context()).values().stream()
                .filter(bean -> bean.getAnnotation().prefix().startsWith("cairn"))
                .forEach(bean -> system.secrets.forEach((name, secret) ->
                        assertThat(bean.getInstance().toString()).as(name).doesNotContain(secret)));
    }
}
