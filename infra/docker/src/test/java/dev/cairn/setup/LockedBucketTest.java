package dev.cairn.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.test.tls.Authority;
import dev.cairn.test.tls.TlsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A bucket that was made with object lock already, on a server that says no more than that. */
class LockedBucketTest {

    private static final byte[] LOCKED =
            "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>"
                    .getBytes(UTF_8);

    @TempDir
    private Path directory;

    @Test
    void isReachedThroughTheCompanysAuthorityAndThroughNoOther() throws Exception {
        var company = new Authority(directory, "company");
        var other = new Authority(directory, "other");
        try (var server = new TlsServer(company.sign("s3", "127.0.0.1")).answering("application/xml", LOCKED)) {
            String endpoint = "https://127.0.0.1:" + server.port();
            assertThatThrownBy(() -> LockedBucket.establish(settings(endpoint, other.certificate())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("certificate is not trusted")
                    .hasMessageContaining("CAIRN_CA");
            assertThat(server.answered()).isZero();

            assertThat(LockedBucket.establish(settings(endpoint, company.certificate())))
                    .contains("acme-models", "object lock");
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void isWaitedForWhileItsServerStarts(CapturedOutput output) throws Exception {
        int port = freePort();
        var established = CompletableFuture.supplyAsync(() -> establish("http://127.0.0.1:" + port));
        await().atMost(ofSeconds(30)).until(() -> output.getErr().contains("does not answer yet"));
        assertThat(established).isNotDone();

        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", LockedBucketTest::answer);
        server.start();
        try {
            assertThat(established).succeedsWithin(ofSeconds(30)).asString().contains("acme-models", "object lock");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void authoritiesAreWhatTheFileHasToHave() throws Exception {
        Path empty = Files.createFile(directory.resolve("ca.crt"));

        assertThatThrownBy(() -> Authorities.of(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ca.crt has no certificate");
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static String establish(String endpoint) {
        try {
            return LockedBucket.establish(settings(endpoint));
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(200, head ? -1 : LOCKED.length);
            if (!head) {
                exchange.getResponseBody().write(LOCKED);
            }
        }
    }

    private static Properties settings(String endpoint, Path authorities) {
        Properties settings = settings(endpoint);
        settings.setProperty("ca", authorities.toString());
        return settings;
    }

    private static Properties settings(String endpoint) {
        var settings = new Properties();
        settings.setProperty("endpoint", endpoint);
        settings.setProperty("region", "eu-central-1");
        settings.setProperty("bucket", "acme-models");
        settings.setProperty("access-key", "somebody");
        settings.setProperty("secret-key", "a-secret-of-this-test");
        return settings;
    }
}
