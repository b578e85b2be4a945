package dev.cairn.audit.verification;

import dev.cairn.platform.problem.RefusalCode;
import org.springframework.http.HttpStatus;

/** Why a verification is not shown. */
enum VerificationRefusal implements RefusalCode {
    VERIFICATION_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "There is no such verification",
            "Start one with POST /api/v1/verifications; what earlier ones found is on the log as TamperingDetected");

    private final HttpStatus status;
    private final String title;
    private final String next;

    VerificationRefusal(HttpStatus status, String title, String next) {
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
