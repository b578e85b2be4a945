package dev.cairn.test.tls;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.cairn.embedded.ServerCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Something that speaks TLS at 127.0.0.1 and shows that certificate: enough for a client to trust it or not. */
public final class TlsServer implements AutoCloseable {

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger answered = new AtomicInteger();

    public TlsServer(ServerCertificate certificate) throws IOException {
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity(certificate).createSslContext()));
        server.setExecutor(threads);
        server.start();
    }

    /** Answers every request with that. */
    public TlsServer answering(String type, byte[] content) {
        server.createContext("/", exchange -> {
            answered.incrementAndGet();
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        return this;
    }

    static SslBundle identity(ServerCertificate certificate) {
        return SslBundle.of(new PemSslStoreBundle(
                PemSslStoreDetails.forCertificate("file:" + certificate.chain())
                        .withPrivateKey("file:" + certificate.key()),
                null));
    }

    /** Trust in that authority and no other. */
    public static SslBundle trusting(Authority authority) {
        return SslBundle.of(
                new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate("file:" + authority.certificate())));
    }

    /** How many requests got that far: those who did not trust the certificate sent none. */
    public int answered() {
        return answered.get();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
