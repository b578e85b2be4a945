package dev.cairn.cli.remote;

import dev.cairn.cli.Failure;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the services are: {@code CAIRN_REGISTRY}, {@code CAIRN_AUDIT} and {@code CAIRN_ISSUER}, or a standalone on this
 * machine whose ports are moved by {@code CAIRN_PORT_OFFSET}.
 */
public record Endpoints(URI registry, URI audit, URI issuer) {

    /** As the environment says. */
    public static Endpoints fromEnvironment() {
        return from(System.getenv(), offset(System.getenv("CAIRN_PORT_OFFSET")));
    }

    /** A standalone on this machine whose ports were moved by {@code offset}. */
    public static Endpoints standalone(int offset) {
        return from(Map.of(), offset);
    }

    private static Endpoints from(Map<String, String> environment, int offset) {
        return new Endpoints(
                uri(environment, "CAIRN_REGISTRY", 8081 + offset),
                uri(environment, "CAIRN_AUDIT", 8085 + offset),
                uri(environment, "CAIRN_ISSUER", 8089 + offset));
    }

    private static int offset(@Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Failure("CAIRN_PORT_OFFSET is '" + text + "'.", "Make it a number, or unset it.");
        }
    }

    private static URI uri(Map<String, String> environment, String variable, int port) {
        return URI.create(environment.getOrDefault(variable, "http://127.0.0.1:" + port));
    }
}
