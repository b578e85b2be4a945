package dev.cairn.registry.version;

import static dev.cairn.registry.RegistryRefusal.TAG_GOVERNED;

import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.TagKey;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.Texts;
import dev.cairn.registry.catalogue.Models;
import dev.cairn.registry.catalogue.VersionEntry;
import dev.cairn.registry.catalogue.Versions;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tags of versions; they stand beside the version and do not change it. */
@RestController
@RequestMapping(path = "/api/v1/models/{model}/versions/{ref}/tags/{*key}", produces = MediaType.APPLICATION_JSON_VALUE)
class TagApi {

    private final HttpWrites writes;
    private final Commands commands;
    private final Models models;
    private final Versions versions;
    private final TagProperties tags;

    TagApi(HttpWrites writes, Commands commands, Models models, Versions versions, TagProperties tags) {
        this.writes = writes;
        this.commands = commands;
        this.models = models;
        this.versions = versions;
        this.tags = tags;
    }

    /** @param value at most 1,024 characters; may be empty */
    record NewTag(String value) {}

    /** Sets a tag. Some keys take the role governance. */
    @PutMapping
    ResponseEntity<VersionEntry> set(
            Caller caller,
            @PathVariable ModelName model,
            @PathVariable String ref,
            @PathVariable String key,
            @RequestBody NewTag tag) {
        String value = Texts.optional("value", Texts.present("value", tag.value()), 1024);
        TagKey name = new TagKey(key.substring(1));
        return change(caller, model, ref, name, version -> new TagVersion(version, name, value));
    }

    /** Takes a tag away; what it said stays in the history. */
    @DeleteMapping
    ResponseEntity<VersionEntry> remove(
            Caller caller, @PathVariable ModelName model, @PathVariable String ref, @PathVariable String key) {
        TagKey name = new TagKey(key.substring(1));
        return change(caller, model, ref, name, version -> new UntagVersion(version, name));
    }

    private ResponseEntity<VersionEntry> change(
            Caller caller, ModelName model, String ref, TagKey key, Function<VersionId, VersionCommand> command) {
        return writes.write(caller, "model:" + model, HttpStatus.OK, VersionEntry.class, () -> {
            requireSettable(caller, model, key);
            VersionId version = versions.require(model, ref).id();
            commands.send(command.apply(version));
            return versions.require(model, version.label().value()).with(null);
        });
    }

    /** Governance sets its tags on whatever model it sees, and nobody else does; all others are set by who may change it. */
    private void requireSettable(Caller caller, ModelName model, TagKey key) {
        if (!tags.governs(key)) {
            models.requireChangeable(caller, model);
            return;
        }
        models.require(caller, model);
        if (!caller.has(Role.GOVERNANCE)) {
            throw new Refused(TAG_GOVERNED, "Tags such as " + key + " take the role governance");
        }
    }
}
