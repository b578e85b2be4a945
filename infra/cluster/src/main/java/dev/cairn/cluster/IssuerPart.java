package dev.cairn.cluster;

import dev.cairn.standalone.issuer.Issuer;
import java.net.URI;
import java.util.List;

/** The product's own issuer with its demo users, in the place of the company's. */
final class IssuerPart extends Part {

    private final JavaCommand java;

    IssuerPart(ClusterDirectory directory, Ports ports, JavaCommand java) {
        super("issuer", directory, ports.issuer());
        this.java = java;
    }

    /** As every actor in the data carries it: the address at the first start. */
    String issuerName() {
        return directory().remembered("issuer.name", Issuer.address(port()).toString());
    }

    URI jwkSetUri() {
        return Issuer.jwkSetUri(port());
    }

    @Override
    List<String> command() {
        return java.of(
                IssuerProcess.class.getName(),
                128,
                issuerName(),
                Integer.toString(port()),
                directory().resolve("issuer.jwk").toString());
    }

    @Override
    boolean ready() {
        return Connections.status(port(), jwkSetUri().getPath()) == 200;
    }
}
