package dev.cairn.deployment.deployment;

import static dev.cairn.deployment.TrackerRefusal.NOTHING_RUNS;
import static dev.cairn.deployment.TrackerRefusal.ROLLBACK_IMPOSSIBLE;

import dev.cairn.deployment.Texts;
import dev.cairn.deployment.board.DeploymentEntry;
import dev.cairn.deployment.board.Deployments;
import dev.cairn.deployment.board.RollbackTargets;
import dev.cairn.deployment.board.RollbackTargets.Former;
import dev.cairn.deployment.board.TargetEntry;
import dev.cairn.deployment.board.Targets;
import dev.cairn.deployment.catalogue.Models;
import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.deployment.standing.Standings;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.TargetName;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.HttpWrites;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.UUID;
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
    private final Commands commands;
    private final Models models;
    private final Targets targets;
    private final Deployments deployments;
    private final RollbackTargets rollbackTargets;
    private final Places places;
    private final Standings standings;

    RollbackApi(
            HttpWrites writes,
            Commands commands,
            Models models,
            Targets targets,
            Deployments deployments,
            RollbackTargets rollbackTargets,
            Places places,
            Standings standings) {
        this.writes = writes;
        this.commands = commands;
        this.models = models;
        this.targets = targets;
        this.deployments = deployments;
        this.rollbackTargets = rollbackTargets;
        this.places = places;
        this.standings = standings;
    }

    /**
     * @param to the label of a version that ran there before; the previous one when absent
     * @param reason at most 1,024 characters
     */
    record NewRollback(@Nullable Label to, String reason) {}

    /**
     * Runs again what ran there before: the named version, or the previous one that was neither revoked nor retired. What is
     * under way there gives way.
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
        return writes.write(
                caller,
                "model:" + model,
                DeploymentEntry.class,
                () -> {
                    models.require(caller, model);
                    return rollBack(targets.require(target), model, rollback.to(), reason);
                },
                given -> ResponseEntity.created(DeploymentApi.at(given)));
    }

    private DeploymentEntry rollBack(TargetEntry target, ModelName model, @Nullable Label to, String reason) {
        Place place = places.of(model, target.target());
        if (place.running() == null) {
            throw new Refused(NOTHING_RUNS, "Nothing of " + model + " runs at " + target.target());
        }
        Former former = former(target.target(), model, to);
        if (place.underWay() != null) {
            commands.send(new GiveWay(place.underWay()));
        }
        UUID id = UUID.randomUUID();
        commands.send(new RollBack(
                id,
                new Subject(former.version(), former.digest(), target.target(), target.stage()),
                former.promotion(),
                place,
                standings.of(former.version(), former.promotion()),
                reason));
        return deployments.find(id).orElseThrow();
    }

    private Former former(TargetName target, ModelName model, @Nullable Label to) {
        return (to == null ? rollbackTargets.previous(target, model) : rollbackTargets.named(target, model, to))
                .orElseThrow(() -> new Refused(
                        ROLLBACK_IMPOSSIBLE,
                        to == null
                                ? "No version of " + model + " that may still run ran at " + target + " before"
                                : model + "/" + to + " never ran at " + target));
    }
}
