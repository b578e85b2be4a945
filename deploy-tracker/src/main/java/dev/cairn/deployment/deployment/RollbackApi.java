package dev.cairn.deployment.deployment;

import static dev.cairn.deployment.TrackerRefusal.NOTHING_TO_DEPLOY;

import dev.cairn.deployment.board.DeploymentEntry;
import dev.cairn.deployment.board.Targets;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.TargetName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.Texts;
import dev.cairn.visibility.Visibility;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rollback: one call, no question, so that it works while approval is away. */
@RestController
@RequestMapping(path = "/api/v1/targets/{target}/models/{model}/rollback", produces = MediaType.APPLICATION_JSON_VALUE)
class RollbackApi {

    private final HttpWrites writes;
    private final Rollbacks rollbacks;
    private final Visibility visibility;
    private final Targets targets;

    RollbackApi(HttpWrites writes, Rollbacks rollbacks, Visibility visibility, Targets targets) {
        this.writes = writes;
        this.rollbacks = rollbacks;
        this.visibility = visibility;
        this.targets = targets;
    }

    /**
     * @param to the label of a version that ran there before; the previous one when absent
     * @param from the label of the version that has to run there now; whichever does when absent
     * @param reason at most 1,024 characters
     */
    record NewRollback(@Nullable Label to, @Nullable Label from, String reason) {}

    /**
     * Runs again what ran there before: the named version, or the previous one that was neither revoked nor retired. What is
     * under way there gives way. Two rollbacks go back twice, also when both come at once: of those that say {@code from}, the
     * second is refused.
     */
    @PostMapping
    @ApiResponse(responseCode = "201", description = "Rolled back", useReturnTypeSchema = true)
    ResponseEntity<DeploymentEntry> rollBack(
            Caller caller,
            @PathVariable TargetName target,
            @PathVariable ModelName model,
            @RequestBody NewRollback rollback) {
        DeploymentApi.requireDeployer(caller);
        String reason = Texts.required("reason", rollback.reason(), 1024);
        visibility.require(caller, model, NOTHING_TO_DEPLOY);
        return writes.write(
                caller,
                "model:" + model,
                DeploymentEntry.class,
                () -> {
                    visibility.require(caller, model, NOTHING_TO_DEPLOY);
                    return rollbacks.rollBack(targets.require(target), model, rollback, reason);
                },
                given -> ResponseEntity.created(DeploymentApi.at(given)));
    }
}
