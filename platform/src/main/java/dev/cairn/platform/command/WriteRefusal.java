package dev.cairn.platform.command;

import dev.cairn.platform.problem.RefusalCode;
import org.springframework.http.HttpStatus;

/** Why a write was refused before the service could decide. */
public enum WriteRefusal implements RefusalCode {
    IDEMPOTENCY_KEY_REUSED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "This Idempotency-Key was used for another request",
            "Send the request that the key was made for, or use a new key"),
    EVENT_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE,
            "What would be recorded is over the limit of 4 MiB",
            "Send less in one request; large content belongs into an artifact"),
    WRITES_WAIT(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Writes wait until the event store was compared with the log",
            "Try again in a few seconds; if it stays, the service's health says which command resolves it"),
    CHANGED_BY_NEWER_VERSION(
            HttpStatus.SERVICE_UNAVAILABLE,
            "A newer version of this service has changed what this is about",
            "Try again in a few seconds: the newer version decides; if it stays, upgrade all of this service's processes");

    private final Words words;

    WriteRefusal(HttpStatus status, String title, String next) {
        this.words = new Words(status, title, next);
    }

    @Override
    public Words words() {
        return words;
    }
}
