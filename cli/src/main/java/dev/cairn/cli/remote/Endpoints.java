package dev.cairn.cli.remote;

import dev.cairn.cli.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the services are: below {@code --url} or {@code CAIRN_URL}, or on this machine as a standalone whose ports are moved by
 * {@code CAIRN_PORT_OFFSET}; each singly where {@code CAIRN_REGISTRY}, {@code CAIRN_APPROVAL}, {@code CAIRN_DEPLOYMENT},
 * {@code CAIRN_LINEAGE}, {@code CAIRN_AUDIT} or {@code CAIRN_ISSUER} says otherwise.
 *
 * @param issuer absent where nobody told it, so that the registry is asked
 * @param installation what a token is kept for: the URL, or the registry's address where there is none
 */
public record Endpoints(
        URI registry,
        URI approval,
        URI deployment,
        URI lineage,
        URI audit,
        @Nullable URI issuer,
        URI installation) {

    private static final int LEAST_OFFSET = -8_000;
    private static final int GREATEST_OFFSET = 46_000;
    private static final String URL = "CAIRN_URL";
    private static final String CHOSEN = "cairn.url";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Has this process ask the installation at {@code url}, whatever the environment says. */
    public static void choose(String url) {
        System.setProperty(CHOSEN, url);
    }

    /** Where the installation is that was chosen or that the environment names; absent for a standalone on this machine. */
    public static @Nullable URI url() {
        return url(environment());
    }

    /** As the command line and the environment say. */
    public static Endpoints fromEnvironment() {
        return from(environment(), offset(System.getenv("CAIRN_PORT_OFFSET")));
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        String chosen = System.getProperty(CHOSEN);
        if (chosen != null) {
            environment.put(URL, chosen);
        }
        return environment;
    }

    /** A standalone on this machine whose ports were moved by {@code offset}. */
    public static Endpoints standalone(int offset) {
        return from(Map.of(), offset);
    }

    static Endpoints from(Map<String, String> environment, int offset) {
        URI url = url(environment);
        URI registry = service(environment, "CAIRN_REGISTRY", url, "registry", 8081 + offset);
        boolean elsewhere = url != null || environment.containsKey("CAIRN_REGISTRY");
        return new Endpoints(
                registry,
                service(environment, "CAIRN_APPROVAL", url, "approval", 8082 + offset),
                service(environment, "CAIRN_DEPLOYMENT", url, "deployment", 8083 + offset),
                service(environment, "CAIRN_LINEAGE", url, "lineage", 8084 + offset),
                service(environment, "CAIRN_AUDIT", url, "audit", 8085 + offset),
                elsewhere && !environment.containsKey("CAIRN_ISSUER")
                        ? null
                        : service(environment, "CAIRN_ISSUER", null, "", 8089 + offset),
                url != null ? url : registry);
    }

    private static URI service(
            Map<String, String> environment, String variable, @Nullable URI url, String name, int port) {
        String address = environment.get(variable);
        if (address != null) {
            return uri(variable, address);
        }
        return URI.create(url != null ? url + "/" + name : "http://127.0.0.1:" + port);
    }

    private static @Nullable URI url(Map<String, String> environment) {
        String address = environment.get(URL);
        if (address == null || address.isEmpty()) {
            return null;
        }
        URI url = uri("The installation's address", address);
        if (!isPrivate(url)) {
            throw new Failure(
                    url + " would be asked in clear text, and whoever is on the way could take your token.",
                    "Write https://, or bring the port to this machine by a tunnel and name that.");
        }
        return url;
    }

    /** Whether nobody on the way can read what is sent to {@code address}: it is encrypted, or does not leave this machine. */
    public static boolean isPrivate(URI address) {
        return "https".equals(address.getScheme()) || isThisMachine(address);
    }

    /** Whether two addresses are on one host; this machine has several names. */
    public static boolean sameHost(URI one, URI other) {
        return one.getHost().equals(other.getHost()) || isThisMachine(one) && isThisMachine(other);
    }

    static boolean isThisMachine(URI address) {
        return THIS_MACHINE.contains(address.getHost());
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

    /** In the one form by which addresses are compared: scheme and host in small letters, no slash at the end. */
    private static URI uri(String what, String address) {
        try {
            var uri = new URI(address.replaceFirst("/+$", ""));
            if (uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return new URI(
                        uri.getScheme().toLowerCase(Locale.ROOT),
                        null,
                        uri.getHost().toLowerCase(Locale.ROOT),
                        uri.getPort(),
                        uri.getPath(),
                        null,
                        null);
            }
        } catch (URISyntaxException e) {
            // Told below, as every other text that is no address
        }
        throw new Failure(
                what + " is '" + address + "', and that is no address of a service.",
                "Write it as http://HOST:PORT or https://HOST.");
    }
}
