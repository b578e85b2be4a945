package dev.cairn.standalone.issuer;

import java.time.Instant;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What Cairn reads in a token beside issuer and subject: audience, roles, owner, and how fresh the sign-in is. */
final class Claims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    private final String issuer;

    Claims(String issuer) {
        this.issuer = issuer;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        if (!context.getTokenType().getValue().equals("access_token")) {
            return;
        }
        Authentication signedIn = context.getPrincipal();
        DemoAccounts.find(signedIn.getName()).ifPresent(account -> {
            var claims = context.getClaims().audience(List.of("cairn")).claim("roles", account.roles());
            if (account.owner() != null) {
                claims.claim("owner", issuer + "#" + account.owner());
            } else {
                claims.claim("auth_time", signedInAt(signedIn).getEpochSecond()).claim("acr", "pwd");
            }
        });
    }

    /** When the person gave the password. */
    private static Instant signedInAt(Authentication person) {
        return person.getAuthorities().stream()
                .filter(FactorGrantedAuthority.class::isInstance)
                .map(FactorGrantedAuthority.class::cast)
                .map(FactorGrantedAuthority::getIssuedAt)
                .max(Instant::compareTo)
                .orElseThrow(() -> new IllegalStateException(
                        "Spring Security did not note when " + person.getName() + " signed in"));
    }
}
