package dev.cairn.deployment.deployment;

import dev.cairn.deployment.board.DeploymentEntry;
import dev.cairn.deployment.board.Deployments;
import dev.cairn.deployment.board.TargetEntry;
import dev.cairn.deployment.board.Targets;
import dev.cairn.deployment.catalogue.Versions;
import dev.cairn.deployment.catalogue.Versions.Registered;
import dev.cairn.deployment.deployment.DeploymentState.Subject;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionReference;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Asks approval whether a version may run. */
@Component
class Requests {

    private final Commands commands;
    private final Versions versions;
    private final Targets targets;
    private final Grounds grounds;
    private final Deployments deployments;
    private final RequestProperties properties;

    Requests(
            Commands commands,
            Versions versions,
            Targets targets,
            Grounds grounds,
            Deployments deployments,
            RequestProperties properties) {
        this.commands = commands;
        this.versions = versions;
        this.targets = targets;
        this.grounds = grounds;
        this.deployments = deployments;
        this.properties = properties;
    }

    /**
     * Within a write, under the model's lock.
     *
     * @throws Refused when there is no such version or target for the caller, or something of the model is under way there
     */
    DeploymentEntry request(Caller caller, VersionReference version, TargetName name) {
        Registered registered = versions.require(caller, version);
        TargetEntry target = targets.require(name);
        var subject = new Subject(registered.version(), registered.digest(), name, target.stage());
        UUID id = UUID.randomUUID();
        commands.send(new RequestDeployment(
                id,
                subject,
                Deciding.current().now().plus(properties.deadline()),
                grounds.place(version.model(), name),
                grounds.standing(subject)));
        return deployments.find(id).orElseThrow();
    }
}
