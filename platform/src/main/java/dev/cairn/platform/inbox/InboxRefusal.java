package dev.cairn.platform.inbox;

import dev.cairn.platform.problem.RefusalCode;
import org.springframework.http.HttpStatus;

enum InboxRefusal implements RefusalCode {
    KEY_NOT_PARKED(
            HttpStatus.NOT_FOUND,
            "This key is not parked",
            "GET /api/v1/parked-keys lists topic and key of all that are");

    private final Words words;

    InboxRefusal(HttpStatus status, String title, String next) {
        this.words = new Words(status, title, next);
    }

    @Override
    public Words words() {
        return words;
    }
}
