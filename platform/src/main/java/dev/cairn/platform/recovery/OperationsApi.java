package dev.cairn.platform.recovery;

import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;
import static dev.cairn.platform.recovery.OperationRefusal.OPERATION_RUN_UNKNOWN;

import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.RequestCause;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What administrators do to a running service. */
@RestController
@RequestMapping(path = "/api/v1/operations", produces = MediaType.APPLICATION_JSON_VALUE)
final class OperationsApi {

    private final Operations operations;
    private final RequestCause causes;

    OperationsApi(Operations operations, RequestCause causes) {
        this.operations = operations;
        this.causes = causes;
    }

    /** Starts an operation: scrub, rebuild, restore or republish. */
    @ApiResponse(
            responseCode = "202",
            description = "Begun; `Location` tells how far it is",
            useReturnTypeSchema = true)
    @PostMapping("/{operation}")
    ResponseEntity<OperationStatus> start(Caller caller, @PathVariable String operation, HttpServletRequest request) {
        requireAdmin(caller);
        UUID id = operations.start(operation, causes.of(caller, request));
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/operations/" + id))
                .body(status(id));
    }

    /** How far a run has come, which is named by its id here. */
    @GetMapping("/{operation}")
    OperationStatus show(Caller caller, @PathVariable("operation") UUID run) {
        requireAdmin(caller);
        return status(run);
    }

    private OperationStatus status(UUID id) {
        return operations.find(id).orElseThrow(() -> new Refused(OPERATION_RUN_UNKNOWN, "No run has the id " + id));
    }

    private static void requireAdmin(Caller caller) {
        if (!caller.has(Role.ADMIN)) {
            throw new Refused(ROLE_MISSING, "Operations take the role admin");
        }
    }
}
