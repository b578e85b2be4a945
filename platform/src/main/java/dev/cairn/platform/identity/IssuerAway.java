package dev.cairn.platform.identity;

import org.springframework.security.core.AuthenticationException;

/** Whether a token is good cannot be told, since its issuer's keys cannot be had. */
final class IssuerAway extends AuthenticationException {

    IssuerAway(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
