package dev.cairn.deployment.deployment;

import static dev.cairn.deployment.TrackerRefusal.DEPLOYMENT_REFUSED;

import dev.cairn.deployment.board.DeploymentEntry;
import dev.cairn.deployment.board.DeploymentEntry.State;
import dev.cairn.deployment.board.Deployments;
import dev.cairn.deployment.board.TargetEntry;
import dev.cairn.deployment.board.Targets;
import dev.cairn.deployment.catalogue.Models;
import dev.cairn.deployment.catalogue.Versions;
import dev.cairn.deployment.catalogue.Versions.Registered;
import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.deployment.standing.Standings;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Asks approval whether a version may run, and waits for the answer. */
@Component
class Requests {

    private final Commands commands;
    private final Models models;
    private final Versions versions;
    private final Targets targets;
    private final Deployments deployments;
    private final Places places;
    private final Standings standings;
    private final Awaited awaited;
    private final RequestProperties properties;

    Requests(
            Commands commands,
            Models models,
            Versions versions,
            Targets targets,
            Deployments deployments,
            Places places,
            Standings standings,
            Awaited awaited,
            RequestProperties properties) {
        this.commands = commands;
        this.models = models;
        this.versions = versions;
        this.targets = targets;
        this.deployments = deployments;
        this.places = places;
        this.standings = standings;
        this.awaited = awaited;
        this.properties = properties;
    }

    /** Within a write, under the model's lock. */
    DeploymentEntry request(Caller caller, VersionId version, TargetName name) {
        ModelName model = version.model();
        models.require(caller, model);
        Registered registered = versions.require(model, version.label());
        TargetEntry target = targets.require(name);
        UUID id = UUID.randomUUID();
        commands.send(new RequestDeployment(
                id,
                new Subject(registered.version(), registered.digest(), name, target.stage()),
                Deciding.current().now().plus(properties.deadline()),
                places.of(model, name),
                standings.of(registered.version(), null)));
        return deployments.find(id).orElseThrow();
    }

    /**
     * After the write.
     *
     * @return the request as it was answered, or still open
     * @throws Refused when it was refused; which is on record by then
     */
    DeploymentEntry answered(DeploymentEntry requested) {
        DeploymentEntry entry = awaited.await(requested.id(), properties.patience());
        if (entry.state() == State.REFUSED) {
            throw new Refused(DEPLOYMENT_REFUSED, String.valueOf(entry.reason()), Map.of("deployment", entry.id()));
        }
        return entry;
    }
}
