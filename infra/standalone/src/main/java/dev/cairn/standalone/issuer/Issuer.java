package dev.cairn.standalone.issuer;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running issuer. */
public final class Issuer implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final URI address;

    private Issuer(ConfigurableApplicationContext context, URI address) {
        this.context = context;
        this.address = address;
    }

    /**
     * @param name the {@code iss} of its tokens; its address, unless it began on another port
     * @param keyFile holds the signing key; made when missing
     */
    public static Issuer start(String name, int port, Path keyFile) {
        URI address = address(port);
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
                        "issuer.name",
                        name,
                        "issuer.address",
                        address.toString(),
                        "issuer.key-file",
                        keyFile.toString()))
                .run();
        return new Issuer(context, address);
    }

    /** Where an issuer on this port is asked. */
    public static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where the public keys of an issuer on this port are. */
    public static URI jwkSetUri(int port) {
        return URI.create(address(port) + "/oauth2/jwks");
    }

    public URI address() {
        return address;
    }

    @Override
    public void close() {
        context.close();
    }
}
