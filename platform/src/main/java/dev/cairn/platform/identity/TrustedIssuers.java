package dev.cairn.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;

/** Checks tokens: signature by a key of the issuer that the token names, issuer, audience, and times. */
final class TrustedIssuers {

    private final Map<String, AuthenticationManager> byIssuer;

    TrustedIssuers(IdentityProperties properties) {
        byIssuer = properties.issuers().stream()
                .collect(Collectors.toUnmodifiableMap(
                        IdentityProperties.Issuer::uri, issuer -> manager(issuer, properties.audience())));
    }

    private static AuthenticationManager manager(IdentityProperties.Issuer issuer, String audience) {
        var decoder = NimbusJwtDecoder.withJwkSetUri(issuer.jwkSetUri().toString())
                .jwsAlgorithms(algorithms -> {
                    algorithms.add(SignatureAlgorithm.RS256);
                    algorithms.add(SignatureAlgorithm.ES256);
                })
                .build();
        OAuth2TokenValidator<Jwt> rules = new DelegatingOAuth2TokenValidator<>(
                new JwtIssuerValidator(issuer.uri()),
                new JwtAudienceValidator(audience),
                times(),
                new ReadableClaims());
        decoder.setJwtValidator(rules);
        return new JwtAuthenticationProvider(decoder)::authenticate;
    }

    /** A token without an end would be good for ever. */
    private static JwtTimestampValidator times() {
        var times = new JwtTimestampValidator();
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }

    AuthenticationManagerResolver<HttpServletRequest> resolver() {
        return new JwtIssuerAuthenticationManagerResolver(this::of);
    }

    private @Nullable AuthenticationManager of(String issuer) {
        return byIssuer.get(issuer);
    }
}
