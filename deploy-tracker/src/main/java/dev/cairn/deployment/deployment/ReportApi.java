package dev.cairn.deployment.deployment;

import dev.cairn.deployment.board.DeploymentEntry;
import dev.cairn.deployment.board.Deployments;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.Texts;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What controllers and people tell of a deployment: that it runs, failed, or was removed. */
@RestController
@RequestMapping(path = "/api/v1/deployments/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class ReportApi {

    private final HttpWrites writes;
    private final Commands commands;
    private final Deployments deployments;
    private final Grounds grounds;

    ReportApi(HttpWrites writes, Commands commands, Deployments deployments, Grounds grounds) {
        this.writes = writes;
        this.commands = commands;
        this.deployments = deployments;
        this.grounds = grounds;
    }

    enum Status {
        RUNNING,
        FAILED
    }

    /**
     * @param digest of what runs; leave it out only where the target can name none, which counts as drift
     * @param note what the target says, or why it failed; at most 1,024 characters
     */
    record Report(
            Status status,
            @Nullable Sha256Digest digest,
            @Nullable String note) {}

    /** @param reason at most 1,024 characters */
    record Removal(String reason) {}

    /**
     * Tells what the target does. The first {@code RUNNING} ends the way of a deployment that was started; those after it
     * compare what runs with what was deployed. {@code FAILED} takes a note.
     */
    @PostMapping("/status")
    ResponseEntity<DeploymentEntry> report(Caller caller, @PathVariable UUID id, @RequestBody Report report) {
        return Texts.present("status", report.status()) == Status.FAILED
                ? failed(caller, id, Texts.required("note", report.note(), 1024))
                : running(caller, id, report.digest(), Texts.optional("note", report.note(), 1024));
    }

    private ResponseEntity<DeploymentEntry> failed(Caller caller, UUID id, String reason) {
        return change(caller, id, place -> new ReportFailed(id, reason));
    }

    private ResponseEntity<DeploymentEntry> running(
            Caller caller, UUID id, @Nullable Sha256Digest digest, String note) {
        return change(caller, id, place -> new ReportRunning(id, digest, note, place));
    }

    /** Removes what runs; nothing takes its place. */
    @PostMapping("/undeployment")
    ResponseEntity<DeploymentEntry> undeploy(Caller caller, @PathVariable UUID id, @RequestBody Removal removal) {
        String reason = Texts.required("reason", removal.reason(), 1024);
        return change(caller, id, place -> new Undeploy(id, reason, place));
    }

    private ResponseEntity<DeploymentEntry> change(Caller caller, UUID id, Function<Place, DeploymentCommand> command) {
        DeploymentApi.requireDeployer(caller);
        DeploymentEntry entry = deployments.require(caller, id);
        return writes.write(caller, "model:" + entry.version().model(), HttpStatus.OK, DeploymentEntry.class, () -> {
            deployments.require(caller, id);
            Place place = grounds.place(entry.version().model(), entry.target());
            commands.send(command.apply(place));
            return deployments.require(caller, id);
        });
    }
}
