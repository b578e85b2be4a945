package dev.cairn.audit.verification;

import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;

import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.problem.Refused;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Verifications by command, for auditors and administrators. */
@RestController
@RequestMapping(path = "/api/v1/verifications", produces = MediaType.APPLICATION_JSON_VALUE)
class VerificationController {

    private final Verifications verifications;

    VerificationController(Verifications verifications) {
        this.verifications = verifications;
    }

    record VerificationList(List<VerificationStatus> items) {}

    /** Starts one, or joins the one that is running; {@code GET} of its address tells how it is doing. */
    @ApiResponse(responseCode = "202", description = "Begun, or joined", useReturnTypeSchema = true)
    @PostMapping
    ResponseEntity<VerificationStatus> start(Caller caller) {
        requireRole(caller);
        VerificationStatus status = verifications.start();
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/verifications/" + status.id()))
                .body(status);
    }

    @GetMapping
    VerificationList all(Caller caller) {
        requireRole(caller);
        return new VerificationList(verifications.all());
    }

    @GetMapping("/{id}")
    VerificationStatus one(Caller caller, @PathVariable UUID id) {
        requireRole(caller);
        return verifications.find(id);
    }

    private static void requireRole(Caller caller) {
        if (!caller.hasAny(Role.AUDITOR, Role.ADMIN)) {
            throw new Refused(ROLE_MISSING, "Verifying takes the role auditor or admin");
        }
    }
}
