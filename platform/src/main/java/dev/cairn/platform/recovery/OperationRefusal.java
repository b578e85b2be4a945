package dev.cairn.platform.recovery;

import dev.cairn.platform.problem.RefusalCode;
import org.springframework.http.HttpStatus;

enum OperationRefusal implements RefusalCode {
    OPERATION_UNKNOWN(HttpStatus.NOT_FOUND, "This service has no such operation", "The detail names those that it has"),
    OPERATION_RUN_UNKNOWN(
            HttpStatus.NOT_FOUND, "No operation was started under this id", "The answer that started it has its id"),
    OPERATION_RUNNING(
            HttpStatus.CONFLICT,
            "This operation is running already",
            "Follow the run that the detail names; one whose process died counts as failed after a minute");

    private final Words words;

    OperationRefusal(HttpStatus status, String title, String next) {
        this.words = new Words(status, title, next);
    }

    @Override
    public Words words() {
        return words;
    }
}
