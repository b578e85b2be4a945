package dev.cairn.platform.problem;

import org.springframework.http.HttpStatus;

/** What is refused before any service's own rules are asked. */
public enum EdgeRefusal implements RefusalCode {
    TOKEN_MISSING(
            HttpStatus.UNAUTHORIZED,
            "This call needs a token",
            "Send 'Authorization: Bearer <token>'; cairn login or cairn token gets one"),
    TOKEN_INVALID(
            HttpStatus.UNAUTHORIZED,
            "The token is not accepted",
            "Get a new one from an issuer that this service trusts: cairn login"),
    ROLE_MISSING(
            HttpStatus.FORBIDDEN,
            "Your roles do not allow this",
            "Ask whoever assigns roles, or have somebody do it who holds one of those named"),
    REQUEST_MALFORMED(
            HttpStatus.BAD_REQUEST,
            "The request cannot be understood",
            "Correct what the detail names; the service's API description is at /v3/api-docs"),
    CURSOR_INVALID(HttpStatus.BAD_REQUEST, "The cursor was not made by this list", "Begin again without a cursor"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here for you", "Check the address; you may also lack a grant"),
    METHOD_NOT_ALLOWED(
            HttpStatus.METHOD_NOT_ALLOWED,
            "This address does not take that method",
            "The Allow header names the methods that it takes"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer cannot be given in that form", "Accept application/json"),
    MEDIA_TYPE_UNSUPPORTED(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "The content type is not taken here",
            "Send application/json, or application/octet-stream for content"),
    BODY_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE,
            "The body is over the limit",
            "Send less in one request; large content belongs into an artifact"),
    BODY_TOO_SLOW(
            HttpStatus.REQUEST_TIMEOUT,
            "The body took too long to arrive",
            "Send it again over a better connection; large content belongs into an artifact, sent in parts"),
    BODIES_TOO_MANY(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Too much is being sent at once",
            "Try again in a few seconds; nothing of it was done"),
    TOO_MANY_REFUSALS(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too many refused requests",
            "Wait a minute, and correct what the earlier refusals named"),
    UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Something that this service needs is away",
            "Try again in a few seconds; repeating a write with its Idempotency-Key is safe"),
    UNEXPECTED(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "Something went wrong that nobody foresaw",
            "Tell whoever runs this service, with the correlation id; repeating a write with its Idempotency-Key is safe");

    private final Words words;

    EdgeRefusal(HttpStatus status, String title, String next) {
        this.words = new Words(status, title, next);
    }

    @Override
    public Words words() {
        return words;
    }
}
