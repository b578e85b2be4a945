package dev.cairn.standalone.issuer;

import java.time.Duration;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The programs that may ask for tokens. */
final class Clients {

    /** What a command asks to be allowed: all that the person may do. */
    static final String SCOPE = "cairn";

    private static final TokenSettings A_WORKING_DAY =
            TokenSettings.builder().accessTokenTimeToLive(Duration.ofHours(8)).build();

    private Clients() {}

    /** The {@code cairn} command: it keeps no secret, so it proves itself by PKCE, or a person vouches for it by its code. */
    static RegisteredClient commandLine() {
        return RegisteredClient.withId("cairn-cli")
                .clientId("cairn-cli")
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.DEVICE_CODE)
                .redirectUri("http://127.0.0.1:8765/callback")
                .scope(OidcScopes.OPENID)
                .scope(SCOPE)
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .tokenSettings(A_WORKING_DAY)
                .build();
    }

    static RegisteredClient machine(DemoAccounts.Account machine, PasswordEncoder passwords) {
        return RegisteredClient.withId(machine.name())
                .clientId(machine.name())
                .clientSecret(passwords.encode(machine.password()))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(A_WORKING_DAY)
                .build();
    }
}
