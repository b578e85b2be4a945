package dev.cairn.registry.model;

import dev.cairn.events.types.Alias;
import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.Texts;
import dev.cairn.registry.catalogue.ModelEntry;
import dev.cairn.registry.catalogue.Models;
import dev.cairn.registry.catalogue.Versions;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Names that move from version to version. */
@RestController
@RequestMapping(path = "/api/v1/models/{model}/aliases/{alias}", produces = MediaType.APPLICATION_JSON_VALUE)
class AliasApi {

    private final HttpWrites writes;
    private final Commands commands;
    private final Models models;
    private final Versions versions;

    AliasApi(HttpWrites writes, Commands commands, Models models, Versions versions) {
        this.writes = writes;
        this.commands = commands;
        this.models = models;
        this.versions = versions;
    }

    /** @param version label, digest, alias or {@code latest}: what it names now */
    record Target(String version) {}

    /** Lets the alias name a version, or another one than before. */
    @PutMapping
    ResponseEntity<ModelEntry> assign(
            Caller caller, @PathVariable ModelName model, @PathVariable Alias alias, @RequestBody Target target) {
        String reference = Texts.present("version", target.version());
        return writes.write(caller, "model:" + model, HttpStatus.OK, ModelEntry.class, () -> {
            models.requireChangeable(caller, model);
            Label label = versions.require(model, reference).label();
            commands.send(new AssignAlias(model, alias, label));
            return models.require(caller, model);
        });
    }

    /** Lets the alias name nothing. */
    @DeleteMapping
    ResponseEntity<ModelEntry> remove(Caller caller, @PathVariable ModelName model, @PathVariable Alias alias) {
        return writes.write(caller, "model:" + model, HttpStatus.OK, ModelEntry.class, () -> {
            models.requireChangeable(caller, model);
            commands.send(new RemoveAlias(model, alias));
            return models.require(caller, model);
        });
    }
}
