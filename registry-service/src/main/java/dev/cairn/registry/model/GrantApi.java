package dev.cairn.registry.model;

import dev.cairn.events.types.Actor;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Permission;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.Texts;
import dev.cairn.registry.catalogue.Grants;
import dev.cairn.registry.catalogue.Models;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who else may see or change a model. */
@RestController
@RequestMapping(path = "/api/v1/models/{model}/grants", produces = MediaType.APPLICATION_JSON_VALUE)
class GrantApi {

    private final HttpWrites writes;
    private final Commands commands;
    private final Models models;
    private final Grants grants;

    GrantApi(HttpWrites writes, Commands commands, Models models, Grants grants) {
        this.writes = writes;
        this.commands = commands;
        this.models = models;
        this.grants = grants;
    }

    /** @param reason at most 1,024 characters; goes on the log */
    record NewGrant(Permission permission, @Nullable String reason) {}

    record GrantList(List<Grants.Grant> items) {}

    /** Who was given access to the model, by whom and why. */
    @GetMapping
    GrantList list(Caller caller, @PathVariable ModelName model) {
        models.require(caller, model);
        return new GrantList(grants.of(model));
    }

    /** Gives somebody access. A bare subject is one of the caller's own issuer; another is written issuer#subject. */
    @PutMapping("/{subject}")
    ResponseEntity<GrantList> grant(
            Caller caller, @PathVariable ModelName model, @PathVariable String subject, @RequestBody NewGrant grant) {
        Permission permission = Texts.present("permission", grant.permission());
        return change(
                caller,
                new GrantAccess(
                        model, actor(caller, subject), permission, Texts.optional("reason", grant.reason(), 1024)));
    }

    /** Takes access away again. */
    @DeleteMapping("/{subject}")
    ResponseEntity<GrantList> revoke(
            Caller caller,
            @PathVariable ModelName model,
            @PathVariable String subject,
            @RequestParam(required = false) @Nullable String reason) {
        return change(caller, new RevokeAccess(model, actor(caller, subject), Texts.optional("reason", reason, 1024)));
    }

    private ResponseEntity<GrantList> change(Caller caller, ModelCommand command) {
        return writes.write(caller, command.stream(), HttpStatus.OK, GrantList.class, () -> {
            models.requireGovernable(caller, command.model());
            commands.send(command);
            return new GrantList(grants.of(command.model()));
        });
    }

    /** An issuer's address cannot stand in a path, so a bare subject is one of the caller's own issuer. */
    private static Actor actor(Caller caller, String subject) {
        return subject.contains("#")
                ? Actor.of(subject)
                : new Actor(caller.actor().issuer(), subject);
    }
}
