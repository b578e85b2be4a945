package dev.cairn.cli.remote;

import dev.cairn.cli.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the services are: {@code CAIRN_REGISTRY}, {@code CAIRN_APPROVAL}, {@code CAIRN_DEPLOYMENT}, {@code CAIRN_LINEAGE},
 * {@code CAIRN_AUDIT} and {@code CAIRN_ISSUER}, or a standalone on this machine whose ports are moved by
 * {@code CAIRN_PORT_OFFSET}.
 */
public record Endpoints(URI registry, URI approval, URI deployment, URI lineage, URI audit, URI issuer) {

    private static final int LEAST_OFFSET = -8_000;
    private static final int GREATEST_OFFSET = 46_000;

    /** As the environment says. */
    public static Endpoints fromEnvironment() {
        return from(System.getenv(), offset(System.getenv("CAIRN_PORT_OFFSET")));
    }

    /** A standalone on this machine whose ports were moved by {@code offset}. */
    public static Endpoints standalone(int offset) {
        return from(Map.of(), offset);
    }

    static Endpoints from(Map<String, String> environment, int offset) {
        return new Endpoints(
                uri(environment, "CAIRN_REGISTRY", 8081 + offset),
                uri(environment, "CAIRN_APPROVAL", 8082 + offset),
                uri(environment, "CAIRN_DEPLOYMENT", 8083 + offset),
                uri(environment, "CAIRN_LINEAGE", 8084 + offset),
                uri(environment, "CAIRN_AUDIT", 8085 + offset),
                uri(environment, "CAIRN_ISSUER", 8089 + offset));
    }

    private static int offset(@Nullable String text) {
        try {
            return text == null ? 0 : requireOffset(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new Failure("CAIRN_PORT_OFFSET is '" + text + "'.", "Make it a number, or unset it.");
        }
    }

    /** @throws Failure when a standalone's ports, from 8081 to 19093, would be none once moved by {@code offset} */
    public static int requireOffset(int offset) {
        if (offset < LEAST_OFFSET || offset > GREATEST_OFFSET) {
            throw new Failure(
                    "Ports cannot be moved by " + offset + ".",
                    "Take a number from " + LEAST_OFFSET + " to " + GREATEST_OFFSET + ".");
        }
        return offset;
    }

    private static URI uri(Map<String, String> environment, String variable, int port) {
        String address = environment.getOrDefault(variable, "http://127.0.0.1:" + port);
        try {
            var uri = new URI(address);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below, as every other text that is no address
        }
        throw new Failure(
                variable + " is '" + address + "', and that is no address of a service.",
                "Write it as http://HOST:PORT or https://HOST.");
    }
}
