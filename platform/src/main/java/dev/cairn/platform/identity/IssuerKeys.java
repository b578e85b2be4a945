package dev.cairn.platform.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * An issuer's public keys: asked for every five minutes, so that a withdrawn key is soon out of use, and when a token names
 * an unknown one. While the issuer is away, the last known ones hold for a day. Tokens with invented keys make nobody ask
 * more often than twice in ten seconds.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final Duration GOOD_WHILE_AWAY = Duration.ofDays(1);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 256 * 1024;

    private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

    private final JWKSource<SecurityContext> keys;

    private IssuerKeys(JWKSource<SecurityContext> keys) {
        this.keys = keys;
    }

    /** @param trust whose authorities are trusted where the address begins with https; null for those that Java trusts */
    static IssuerKeys at(URI address, @Nullable SslBundle trust) {
        int patience = Math.toIntExact(PATIENCE.toMillis());
        try {
            return new IssuerKeys(JWKSourceBuilder.create(
                            address.toURL(),
                            new DefaultResourceRetriever(
                                    patience,
                                    patience,
                                    MOST_BYTES,
                                    true,
                                    trust == null
                                            ? null
                                            : trust.createSslContext().getSocketFactory()))
                    .rateLimited(BETWEEN_QUESTIONS.toMillis())
                    .cache(GOOD_FOR.toMillis(), 4 * PATIENCE.toMillis())
                    .refreshAheadCache(false)
                    .outageTolerant(GOOD_WHILE_AWAY.toMillis())
                    .build());
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cairn.identity.issuers has the jwk-set-uri " + address
                            + ", which is no address to fetch keys from:" + " name it as the issuer's metadata do",
                    e);
        }
    }

    /** Empty also for an unknown key that may not be asked for yet: whoever invents keys is not told to come back. */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            return keys.get(selector, context);
        } catch (RateLimitReachedException e) {
            if (keys.get(ANY, context).isEmpty()) {
                throw e;
            }
            return List.of();
        }
    }
}
