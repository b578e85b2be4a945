package dev.cairn.audit.verification;

import dev.cairn.platform.problem.RefusalCode;
import org.springframework.http.HttpStatus;

/** Why a verification is not shown. */
enum VerificationRefusal implements RefusalCode {
    VERIFICATION_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "There is no such verification",
            "Start one with POST /api/v1/verifications; what earlier ones found is on the log as TamperingDetected");

    private final Words words;

    VerificationRefusal(HttpStatus status, String title, String next) {
        this.words = new Words(status, title, next);
    }

    @Override
    public Words words() {
        return words;
    }
}
