package dev.cairn.platform.identity;

import dev.cairn.platform.tls.TlsFault;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
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

    private static final Logger log = LoggerFactory.getLogger(TrustedIssuers.class);

    private final Map<String, AuthenticationManager> byIssuer;

    /**
     * @param bundles asked only for those that an issuer names
     * @param clock by which tokens are in time
     */
    TrustedIssuers(IdentityProperties properties, ObjectProvider<SslBundles> bundles, Clock clock) {
        byIssuer = properties.issuers().stream()
                .collect(Collectors.toUnmodifiableMap(
                        IdentityProperties.Issuer::uri,
                        issuer -> manager(issuer, trust(issuer, bundles), properties.audience(), clock)));
    }

    private static @Nullable SslBundle trust(IdentityProperties.Issuer issuer, ObjectProvider<SslBundles> bundles) {
        return issuer.sslBundle() == null ? null : bundles.getObject().getBundle(issuer.sslBundle());
    }

    private static AuthenticationManager manager(
            IdentityProperties.Issuer issuer, @Nullable SslBundle trust, String audience, Clock clock) {
        var decoder = NimbusJwtDecoder.withJwkSource(IssuerKeys.at(issuer.jwkSetUri(), trust))
                .jwsAlgorithms(algorithms -> {
                    algorithms.add(SignatureAlgorithm.RS256);
                    algorithms.add(SignatureAlgorithm.ES256);
                })
                .build();
        OAuth2TokenValidator<Jwt> rules = new DelegatingOAuth2TokenValidator<>(
                new JwtIssuerValidator(issuer.uri()),
                new JwtAudienceValidator(audience),
                times(clock),
                new ReadableClaims(clock));
        decoder.setJwtValidator(rules);
        return reached(issuer, new JwtAuthenticationProvider(decoder)::authenticate);
    }

    private static AuthenticationManager reached(IdentityProperties.Issuer issuer, AuthenticationManager manager) {
        return token -> {
            try {
                return manager.authenticate(token);
            } catch (AuthenticationServiceException e) {
                log.warn(
                        "The keys of {} cannot be had from {}: {}",
                        issuer.uri(),
                        issuer.jwkSetUri(),
                        TlsFault.orRoot(e));
                throw new IssuerAway("The issuer's keys cannot be had", e);
            }
        };
    }

    /** A token without an end would be good for ever. */
    private static JwtTimestampValidator times(Clock clock) {
        var times = new JwtTimestampValidator();
        times.setClock(clock);
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
