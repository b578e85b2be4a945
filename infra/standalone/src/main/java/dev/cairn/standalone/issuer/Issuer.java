package dev.cairn.standalone.issuer;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running issuer. */
public final class Issuer implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final URI uri;

    private Issuer(ConfigurableApplicationContext context, URI uri) {
        this.context = context;
        this.uri = uri;
    }

    /** @param keyFile holds the signing key; made when missing */
    public static Issuer start(int port, Path keyFile) {
        URI uri = uri(port);
        var context = new SpringApplicationBuilder(IssuerConfiguration.class)
                .properties("spring.config.name=issuer")
                .registerShutdownHook(false)
                .properties(Map.of(
                        "spring.application.name",
                        "issuer",
                        "server.port",
                        port,
                        "server.address",
                        "127.0.0.1",
                        "issuer.uri",
                        uri.toString(),
                        "issuer.key-file",
                        keyFile.toString()))
                .run();
        return new Issuer(context, uri);
    }

    /** The {@code iss} of tokens of an issuer on this port. */
    public static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where the public keys of an issuer on this port are. */
    public static URI jwkSetUri(int port) {
        return URI.create(uri(port) + "/oauth2/jwks");
    }

    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        context.close();
    }
}
