package dev.cairn.platform.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Trusts a token's claims only where they are of the form that they are read in: a subject, roles in a list, a sign-in that
 * has been. A guess at what another form may mean would give somebody a role, or a name that is nobody's.
 */
final class ReadableClaims implements OAuth2TokenValidator<Jwt> {

    /** How far an issuer's clock may go ahead, as for the token's other times. */
    private static final Duration AHEAD = Duration.ofSeconds(60);

    private final InstantSource clock;

    ReadableClaims(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        if (!isWord(token.getClaim("sub"))) {
            return refused("sub is no text");
        }
        if (token.hasClaim("owner") && !isWord(token.getClaim("owner"))) {
            return refused("owner is no text");
        }
        if (token.hasClaim("roles") && !areWords(token.getClaim("roles"))) {
            return refused("roles is no list of texts");
        }
        if (token.hasClaim("auth_time") && !hasBeen(token.getClaim("auth_time"))) {
            return refused("auth_time is no second since 1970 that has been");
        }
        return OAuth2TokenValidatorResult.success();
    }

    private static boolean isWord(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank();
    }

    private static boolean areWords(@Nullable Object claim) {
        return claim instanceof Collection<?> list && list.stream().allMatch(ReadableClaims::isWord);
    }

    private boolean hasBeen(@Nullable Object claim) {
        return claim instanceof Long seconds
                && seconds >= 0
                && seconds <= clock.instant().plus(AHEAD).getEpochSecond();
    }

    private static OAuth2TokenValidatorResult refused(String why) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, why, null));
    }
}
