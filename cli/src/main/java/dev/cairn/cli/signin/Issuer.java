package dev.cairn.cli.signin;

import dev.cairn.cli.Failure;
import dev.cairn.cli.remote.Endpoints;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An issuer of tokens, as it describes itself (OpenID Connect Discovery 1.0).
 *
 * @param name what its tokens have as {@code iss}
 * @param authorization where people sign in
 * @param token where tokens are given
 * @param device where a machine without a browser begins (RFC 8628); absent where the issuer has no such thing
 * @param entrusted whether a password or secret may be sent to it: the user named it, or it is on the installation's own host.
 *     Another is only what somebody's metadata say
 */
record Issuer(
        String name, URI authorization, URI token, @Nullable URI device, boolean entrusted) {

    private static final String METADATA = "/.well-known/oauth-protected-resource";
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    /** The one at an address that the user named. It may have another name, as a standalone whose ports moved. */
    static Issuer at(URI address) {
        return read(address, description(address), true);
    }

    /**
     * The one that the user named, or the first that the registry names in its metadata (RFC 9728).
     *
     * @throws Failure when there is none, or what is told about it cannot be relied on
     */
    static Issuer of(Endpoints endpoints) {
        URI named = endpoints.issuer();
        if (named != null) {
            return at(named);
        }
        String name = nameBy(endpoints.registry());
        URI address = address(name, name);
        if (!Endpoints.isPrivate(address)) {
            throw new Failure(
                    endpoints.registry() + " names the issuer " + name + ", which would be asked in clear text.",
                    "Have it named with https://, or set CAIRN_ISSUER to where you sign in.");
        }
        JsonNode description = description(address);
        if (!name.equals(description.path("issuer").asString(""))) {
            throw new Failure(
                    "The issuer " + name + " says that it is '"
                            + description.path("issuer").asString("") + "'.",
                    "Whoever runs " + endpoints.registry() + " has to name it as it names itself.");
        }
        return read(address, description, Endpoints.sameHost(address, endpoints.registry()));
    }

    private static String nameBy(URI registry) {
        URI address = URI.create(registry + METADATA);
        HttpResponse<String> response = new IssuerClient().get(address, "application/json");
        if (response.statusCode() != 200) {
            throw new Failure(
                    address + " was answered with status " + response.statusCode()
                            + ", so that nobody knows where to sign in.",
                    "Look whether the URL is that of Cairn, or set CAIRN_ISSUER to where you sign in.");
        }
        JsonNode metadata = IssuerClient.json(response);
        String resource = metadata.path("resource").asString("");
        if (!resource.replaceFirst("/+$", "").equals(registry.toString())) {
            throw new Failure(
                    "What " + address + " tells is about '" + resource + "', not about " + registry + ".",
                    "Ask by the address that it names; or whoever runs it sets cairn.identity.resource, or has the gateway"
                            + " send X-Forwarded-Host, -Proto and -Prefix.");
        }
        String issuer = metadata.path("authorization_servers").path(0).asString("");
        if (issuer.isEmpty()) {
            throw new Failure(registry + " names no issuer.", "Set CAIRN_ISSUER to where you sign in.");
        }
        return issuer;
    }

    private static JsonNode description(URI issuer) {
        URI address = URI.create(issuer.toString().replaceFirst("/+$", "") + DISCOVERY);
        HttpResponse<String> response = new IssuerClient().get(address, "application/json");
        if (response.statusCode() != 200) {
            throw new Failure(
                    "What answers at " + address + " with status " + response.statusCode() + " is no issuer.",
                    "Look whether the address is right; CAIRN_ISSUER says which issuer is asked.");
        }
        return IssuerClient.json(response);
    }

    private static Issuer read(URI asked, JsonNode description, boolean entrusted) {
        return new Issuer(
                description.path("issuer").asString(asked.toString()),
                Objects.requireNonNull(endpoint(asked, description, "authorization_endpoint", true)),
                Objects.requireNonNull(endpoint(asked, description, "token_endpoint", true)),
                endpoint(asked, description, "device_authorization_endpoint", false),
                entrusted);
    }

    /**
     * At the issuer's own origin only. One that has people sign in at another issuer and the code brought to itself would get
     * what that other one gives.
     */
    private static @Nullable URI endpoint(URI asked, JsonNode description, String name, boolean needed) {
        String told = description.path(name).asString("");
        if (told.isEmpty() && !needed) {
            return null;
        }
        URI endpoint = address(told, asked.toString());
        if (!sameOrigin(endpoint, asked)) {
            throw new Failure(
                    "The issuer at " + asked + " has its " + name + " elsewhere, at " + endpoint + ".",
                    "Name the issuer by that host in CAIRN_ISSUER, if it is yours.");
        }
        return endpoint;
    }

    private static URI address(String text, String issuer) {
        try {
            var address = new URI(text);
            if (address.getHost() != null
                    && address.getRawUserInfo() == null
                    && String.valueOf(address.getScheme()).startsWith("http")) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Told below, as every other text that is no address
        }
        throw new Failure("The issuer " + issuer + " has '" + text + "' where an address is due.", null);
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI address) {
        return address.getPort() != -1 ? address.getPort() : address.getScheme().equals("https") ? 443 : 80;
    }

    boolean owns(URI address) {
        return address.getHost() != null && sameOrigin(address, token);
    }

    /** @throws Failure when a password or secret is about to be sent to an issuer that the user never named */
    void requireEntrusted() {
        if (!entrusted) {
            throw new Failure(
                    "The installation names the issuer " + name
                            + ", on another host; no password or secret is sent there" + " on its word alone.",
                    "If you sign in there, say so with CAIRN_ISSUER=" + name
                            + "; or sign in with a browser: cairn login");
        }
    }
}
