package dev.cairn.platform.inbox;

import dev.cairn.platform.problem.RefusalCode;
import org.springframework.http.HttpStatus;

enum InboxRefusal implements RefusalCode {
    KEY_NOT_PARKED(
            HttpStatus.NOT_FOUND,
            "This key is not parked",
            "GET /api/v1/parked-keys lists topic and key of all that are");

    private final HttpStatus status;
    private final String title;
    private final String next;

    InboxRefusal(HttpStatus status, String title, String next) {
        this.status = status;
        this.title = title;
        this.next = next;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String next() {
        return next;
    }
}
