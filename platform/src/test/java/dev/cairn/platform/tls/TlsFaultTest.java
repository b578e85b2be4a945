package dev.cairn.platform.tls;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cairn.embedded.EmbeddedDatabase;
import dev.cairn.embedded.ServerCertificate;
import dev.cairn.platform.writeonce.WriteOnceProperties;
import dev.cairn.platform.writeonce.s3.S3Store;
import dev.cairn.test.TestServers;
import dev.cairn.test.tls.Authority;
import dev.cairn.test.tls.TlsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.SslBundle;

/** Each kind of client, at each kind of wrong certificate: no connection, and a sentence that says what to do. */
class TlsFaultTest {

    @TempDir
    private static Path directory;

    private static Authority authority;
    private static ServerCertificate good;
    private static ServerCertificate shown;
    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        authority = new Authority(directory, "company");
        good = authority.sign("good", "127.0.0.1");
        shown = authority.sign("shown", "127.0.0.1");
        database = EmbeddedDatabase.start(
                directory.resolve("postgres"),
                Path.of(System.getProperty("java.io.tmpdir"), "cairn-postgres-binaries"),
                0,
                shown);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private enum Wrong {
        EXPIRED("is no longer valid", "have it renewed there") {
            @Override
            ServerCertificate certificate(String file) {
                return authority.signExpired(file, "127.0.0.1");
            }
        },
        OTHER_NAME("is for another name", "have one made for this name") {
            @Override
            ServerCertificate certificate(String file) {
                return authority.sign(file, "kafka.example.com");
            }
        },
        STRANGER("comes from no authority that is trusted here", "name the authority's certificate") {
            @Override
            ServerCertificate certificate(String file) {
                return new Authority(directory.resolve("others"), "stranger").sign(file, "127.0.0.1");
            }
        };

        private final List<String> words;

        Wrong(String... words) {
            this.words = List.of(words);
        }

        abstract ServerCertificate certificate(String file);
    }

    /** What calls a server at that port and trusts {@link #authority}. */
    private interface Client {
        void call(int port) throws Exception;
    }

    private static final Map<String, Client> CLIENTS =
            Map.of("kafka", TlsFaultTest::kafka, "s3", TlsFaultTest::s3, "http", TlsFaultTest::http);

    static Stream<Arguments> clientsAndCertificates() {
        return CLIENTS.keySet().stream()
                .flatMap(client -> Stream.of(Wrong.values()).map(wrong -> Arguments.of(client, wrong)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("clientsAndCertificates")
    void saysWhatIsWrongWithACertificateAndWhatToDo(String client, Wrong wrong) throws Exception {
        try (var server = new TlsServer(wrong.certificate(client))) {
            assertThat(sentence(() -> CLIENTS.get(client).call(server.port()))).contains(wrong.words);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "s3", "http"})
    void saysThatTheOtherSideSpeaksNoTls(String client) throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var answering = new Thread(() -> answerInPlain(server));
            answering.setDaemon(true);
            answering.start();

            assertThat(sentence(() -> CLIENTS.get(client).call(server.getLocalPort())))
                    .contains("does not speak TLS");
        }
    }

    private static void answerInPlain(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                caller.getInputStream().read();
            } catch (IOException e) {
                return;
            }
        }
    }

    /** PostgreSQL takes up its files anew when it is told to, so that one server shows one after the other. */
    @ParameterizedTest
    @EnumSource
    void saysTheSameOfPostgresqlAndStartsNoServiceThatMeetsIt(Wrong wrong) throws Exception {
        try (var session = database.superuser("postgres").getConnection();
                var statement = session.createStatement()) {
            show(wrong.certificate("wrong"));
            statement.execute("select pg_reload_conf()");

            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(sentence(TlsFaultTest::postgresql)).contains(wrong.words));
            FailureAnalysis analysis = new TlsFaultAnalyzer()
                    .analyze(new BeanCreationException("no migrations", catchThrowable(TlsFaultTest::postgresql)));
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription())
                    .startsWith("PostgreSQL (spring.datasource.url, cairn.migration.url): the certificate")
                    .contains(wrong.words);

            show(good);
            statement.execute("select pg_reload_conf()");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(sentence(TlsFaultTest::postgresql)).isEqualTo("nothing"));
        }
    }

    private static void show(ServerCertificate certificate) throws IOException {
        Files.copy(certificate.key(), shown.key(), REPLACE_EXISTING, COPY_ATTRIBUTES);
        Files.copy(certificate.chain(), shown.chain(), REPLACE_EXISTING, COPY_ATTRIBUTES);
    }

    private static void postgresql() throws SQLException {
        database.superuser("postgres").getConnection().close();
    }

    @Test
    void asksOfPostgresqlThatItSpeaksTls() {
        var source = new PGSimpleDataSource();
        source.setUrl(TestServers.postgres().url("postgres"));
        source.setSslMode("verify-full");
        source.setUser("postgres");

        assertThat(sentence(source::getConnection)).contains("does not speak TLS", "switch TLS on there");
    }

    private static String sentence(ThrowingCallable call) {
        return TlsFault.of(catchThrowable(call)).orElse("nothing");
    }

    private static void kafka(int port) throws Exception {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "security.protocol",
                "SSL",
                // As Spring Boot tells it where spring.kafka.ssl.bundle is set
                "ssl.engine.factory.class",
                "org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory",
                SslBundle.class.getName(),
                TlsServer.trusting(authority),
                "default.api.timeout.ms",
                20_000,
                "request.timeout.ms",
                10_000))) {
            admin.describeTopics(Set.of("cairn.registry")).allTopicNames().get();
        }
    }

    private static void s3(int port) throws Exception {
        var place = new WriteOnceProperties.S3(
                "https://127.0.0.1:" + port,
                "default",
                "bucket",
                "",
                "access",
                "secret",
                null,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofDays(1));
        try (S3Store store = S3Store.open(place, TlsServer.trusting(authority), InstantSource.system())) {
            store.probe();
        }
    }

    private static void http(int port) throws Exception {
        HttpClient.newBuilder()
                .sslContext(TlsServer.trusting(authority).createSslContext())
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port))
                                .build(),
                        BodyHandlers.ofString());
    }
}
