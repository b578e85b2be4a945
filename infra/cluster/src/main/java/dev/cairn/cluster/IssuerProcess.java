package dev.cairn.cluster;

import dev.cairn.standalone.issuer.Issuer;
import java.nio.file.Path;

/** Runs an issuer alone: {@code IssuerProcess NAME PORT KEY-FILE}. */
public final class IssuerProcess {

    private IssuerProcess() {}

    public static void main(String[] arguments) {
        Issuer issuer = Issuer.start(arguments[0], Integer.parseInt(arguments[1]), Path.of(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(issuer::close, "stop"));
    }
}
