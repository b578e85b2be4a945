package dev.cairn.standalone.issuer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2DeviceAuthorizationRequestAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Lets a client that keeps no secret ask for a device's code and for the token that it leads to (RFC 8628, 3.1 and 3.4); Spring
 * Authorization Server knows such a client by PKCE alone, which that grant has not.
 */
final class DeviceClients implements AuthenticationConverter, AuthenticationProvider {

    static final String BEGIN = "/oauth2/device_authorization";

    private final RegisteredClientRepository clients;

    DeviceClients(RegisteredClientRepository clients) {
        this.clients = clients;
    }

    /** Who asks; told apart by its class from clients that prove themselves in another way. */
    private static final class DeviceClient extends OAuth2ClientAuthenticationToken {
        private static final long serialVersionUID = 1;

        DeviceClient(String name) {
            super(name, ClientAuthenticationMethod.NONE, null, Map.of());
        }
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        boolean device = request.getServletPath().equals(BEGIN)
                || AuthorizationGrantType.DEVICE_CODE
                        .getValue()
                        .equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE));
        String name = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
        return device && name != null && request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) == null
                ? new DeviceClient(name)
                : null;
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        RegisteredClient client = clients.findByClientId(asked.getName());
        if (client == null || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return authentication == DeviceClient.class;
    }

    /**
     * Reads what is asked for, with the client's one scope where it names none (RFC 6749, 3.3): what a person is asked to allow
     * must be something.
     */
    static @Nullable Authentication request(HttpServletRequest request) {
        var read = (OAuth2DeviceAuthorizationRequestAuthenticationToken)
                new OAuth2DeviceAuthorizationRequestAuthenticationConverter().convert(request);
        return read == null || !read.getScopes().isEmpty()
                ? read
                : new OAuth2DeviceAuthorizationRequestAuthenticationToken(
                        (Authentication) read.getPrincipal(),
                        read.getAuthorizationUri(),
                        Set.of(Clients.SCOPE),
                        read.getAdditionalParameters());
    }
}
