package dev.cairn.audit.log;

import dev.cairn.platform.problem.RefusalCode;
import org.springframework.http.HttpStatus;

/** Why the log gives no answer. */
enum LogRefusal implements RefusalCode {
    TILE_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "The log has no such tile",
            "Read /log/checkpoint: only tiles below its size exist, see https://c2sp.org/tlog-tiles"),
    EVENT_NOT_LOGGED(
            HttpStatus.NOT_FOUND,
            "No checkpoint covers this event",
            "An event is in the log about a second after it was stored: try again, or look at the event's id"),
    PROOF_UNKNOWN(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "There is no such proof",
            "Ask for 0 < from <= to, with to at most the size of /log/checkpoint"),
    LOG_STARTING(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The log is not served yet",
            "Try again in a few seconds; if it stays, the service's health says why");

    private final Words words;

    LogRefusal(HttpStatus status, String title, String next) {
        this.words = new Words(status, title, next);
    }

    @Override
    public Words words() {
        return words;
    }
}
