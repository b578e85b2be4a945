package dev.cairn.platform.writeonce.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.platform.writeonce.Content;
import dev.cairn.platform.writeonce.WriteOnceProperties;
import dev.cairn.platform.writeonce.WriteOnceStore.Away;
import dev.cairn.platform.writeonce.s3.bucket.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server says that is full, overloaded, broken, none, or does not know us, is told in a sentence. */
class UnwellS3StoreTest {

    private static final String SECRET = "a-secret-that-nobody-may-see";
    private static final Content CONTENT = Content.random(1, 100);

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(int status, String type, String body) {
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, body.getBytes(UTF_8).length);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
    }

    private void answer(int status, String code) {
        answer(
                status,
                "application/xml",
                "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>of " + code + "</Message></Error>");
    }

    private S3Store open() throws IOException {
        return open(Duration.ofMinutes(1));
    }

    private S3Store open(Duration answer) throws IOException {
        return open(server.getAddress().getPort(), answer);
    }

    private static S3Store open(int port, Duration answer) throws IOException {
        return S3Store.open(place(port, answer), null, InstantSource.system());
    }

    private static WriteOnceProperties.S3 place(int port, Duration answer) {
        return new WriteOnceProperties.S3(
                "http://127.0.0.1:" + port,
                "default",
                "bucket",
                "",
                "access",
                SECRET,
                null,
                Duration.ofMinutes(1),
                answer,
                Duration.ofDays(1));
    }

    @ParameterizedTest
    @CsvSource({
        "503, SlowDown, overloaded or broken; try again later",
        "500, InternalError, overloaded or broken; try again later",
        "507, XMinioStorageFull, full; make room",
        "403, QuotaExceeded, full; make room"
    })
    void whyItCannotBeUsedIsSaidAndNothingElse(int status, String code, String words) throws IOException {
        answer(503, "SlowDown");
        try (S3Store store = open()) {
            server.removeContext("/");
            answer(status, code);
            assertThatIOException()
                    .isThrownBy(() -> store.put(CONTENT.stream(), CONTENT.digest(), 100))
                    .isInstanceOf(Away.class)
                    .withMessageContaining(code)
                    .withMessageContaining(words)
                    .satisfies(UnwellS3StoreTest::assertNoSecret);
            assertThatIOException().isThrownBy(store::probe).satisfies(UnwellS3StoreTest::assertNoSecret);
        }
    }

    @Test
    void contentThatBreaksOffOnItsWayIsNoDamage() throws IOException {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(206, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.close();
        });
        try (var bucket = new Bucket(place(server.getAddress().getPort(), Duration.ofMinutes(1)), null);
                InputStream content = bucket.open("key", "1", 0, 100)) {
            assertThatIOException()
                    .isThrownBy(content::readAllBytes)
                    .isInstanceOf(Away.class)
                    .withMessageContaining("when asked to read key");
        }
    }

    /** By when it was asked: since then this machine's clock may have been set right. */
    @Test
    void clocksThatAreFarApartAreNoQuestionOfRights() throws IOException {
        try (var hourBehind = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var answering = new Thread(() -> refuseAll(hourBehind));
            answering.setDaemon(true);
            answering.start();
            try (S3Store store = open(hourBehind.getLocalPort(), Duration.ofMinutes(1))) {
                assertThatIOException()
                        .isThrownBy(() -> store.find(CONTENT.digest()))
                        .isInstanceOf(Away.class)
                        .withMessageContaining("minutes apart; set the wrong one right");
            }
        }
    }

    /** The JDK's server writes its own date into each answer. */
    private static void refuseAll(ServerSocket hourBehind) {
        String date =
                RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC).minusHours(1));
        String answer = "HTTP/1.1 403 Forbidden\r\nDate: " + date
                + "\r\nContent-Type: application/xml\r\nConnection: close\r\n\r\n<Error><Code>AccessDenied</Code></Error>";
        while (!hourBehind.isClosed()) {
            try (Socket caller = hourBehind.accept()) {
                caller.getInputStream().read(new byte[8192]);
                caller.getOutputStream().write(answer.getBytes(UTF_8));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void assertNoSecret(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain(SECRET).doesNotContain("Authorization");
        }
    }

    @Test
    void aServerThatIsAwayKeepsNobodyFromStarting() throws IOException {
        server.stop(0);
        try (S3Store store = open()) {
            assertThatIOException()
                    .isThrownBy(store::probe)
                    .isInstanceOf(Away.class)
                    .withMessageContaining("cannot be reached");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForLong() throws IOException {
        server.createContext("/", exchange -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                exchange.close();
            }
        });
        try (S3Store store = open(Duration.ofSeconds(1))) {
            assertThatIOException()
                    .isThrownBy(() -> store.find(CONTENT.digest()))
                    .isInstanceOf(Away.class)
                    .withMessageContaining("did not answer within 1 s");
        }
    }

    @ParameterizedTest
    @CsvSource({"404, text/html, <h1>Welcome</h1>", "200, application/xml, <cut"})
    void whatIsNoS3ServerIsSaidToBeNone(int status, String type, String body) throws IOException {
        answer(status, type, body);
        try (S3Store store = open()) {
            assertThatIOException()
                    .isThrownBy(store::probe)
                    .isInstanceOf(Away.class)
                    .withMessageContaining("not S3's");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchBucket, There is no bucket bucket, create-bucket",
        "403, InvalidAccessKeyId, answered 403 InvalidAccessKeyId, secret-key",
        "403, SignatureDoesNotMatch, answered 403 SignatureDoesNotMatch, secret-key"
    })
    void aBucketOrAnAccountThatIsNotFitStopsTheStart(int status, String code, String words, String remedy) {
        answer(status, code);
        assertThatIOException()
                .isThrownBy(this::open)
                .withMessageContaining(words)
                .withMessageContaining(remedy)
                .satisfies(UnwellS3StoreTest::assertNoSecret);
    }

    @ParameterizedTest
    @CsvSource({
        "<VersioningConfiguration/>, does not keep versions",
        "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>, does not keep versions",
        "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>, made without object lock"
    })
    void aBucketThatCannotLockStopsTheStart(String versioning, String words) {
        server.createContext("/", exchange -> {
            boolean lock = String.valueOf(exchange.getRequestURI().getQuery()).contains("object-lock");
            String body = lock ? "<Error><Code>ObjectLockConfigurationNotFoundError</Code></Error>" : versioning;
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(lock ? 404 : 200, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
        assertThatIOException()
                .isThrownBy(this::open)
                .withMessageContaining(words)
                .withMessageContaining("--object-lock-enabled-for-bucket");
    }
}
