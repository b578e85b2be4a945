package dev.cairn.registry.model;

import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;

import dev.cairn.events.types.LabelScheme;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sensitivity;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.paging.Cursors;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.ReadTags;
import dev.cairn.platform.web.Texts;
import dev.cairn.registry.catalogue.ModelEntry;
import dev.cairn.registry.catalogue.Models;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Models over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
class ModelApi {

    private final HttpWrites writes;
    private final Commands commands;
    private final Models models;
    private final NamingRule names;
    private final Cursors cursors;

    ModelApi(HttpWrites writes, Commands commands, Models models, NamingRule names, Cursors cursors) {
        this.writes = writes;
        this.commands = commands;
        this.models = models;
        this.names = names;
        this.cursors = cursors;
    }

    /**
     * @param description what the model is for, at most 8,192 characters; empty when absent
     * @param scheme semantic versions when absent
     * @param sensitivity open when absent
     */
    record NewModel(
            ModelName name,
            @Nullable String description,
            @Nullable LabelScheme scheme,
            @Nullable Sensitivity sensitivity) {

        RegisterModel command() {
            return new RegisterModel(
                    name,
                    Texts.optional("description", description, 8192),
                    scheme == null ? LabelScheme.SEMANTIC : scheme,
                    sensitivity == null ? Sensitivity.OPEN : sensitivity);
        }
    }

    record NewDescription(String description) {}

    record NewScheme(LabelScheme scheme) {}

    /** Takes a name for a new model. It is taken for ever. */
    @PostMapping
    @ApiResponse(responseCode = "201", description = "Registered", useReturnTypeSchema = true)
    ResponseEntity<ModelEntry> register(Caller caller, @RequestBody NewModel model) {
        if (!caller.has(Role.ML_ENGINEER)) {
            throw new Refused(ROLE_MISSING, "Registering a model takes the role ml-engineer");
        }
        names.require(Texts.present("name", model.name()));
        RegisterModel command = model.command();
        return writes.write(
                caller,
                command.stream(),
                ModelEntry.class,
                () -> {
                    commands.send(command);
                    return models.require(caller, model.name());
                },
                given -> ResponseEntity.created(URI.create("/api/v1/models/" + given.name())));
    }

    /**
     * The models that the caller may see, by name.
     *
     * @param search part of a name or description
     */
    @GetMapping
    Page<ModelEntry> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String cursor) {
        String list = "models?" + search;
        String after = cursor == null ? "" : cursors.open(list, cursor);
        return Page.of(
                models.list(caller, search, after),
                model -> cursors.sign(list, model.name().value()));
    }

    /** One model, with its aliases. */
    @GetMapping("/{model}")
    ResponseEntity<ModelEntry> show(Caller caller, @PathVariable ModelName model) {
        ModelEntry entry = models.require(caller, model);
        return ReadTags.answer(entry.sequence() + "." + entry.versions(), entry);
    }

    /** Says anew what the model is for. */
    @PutMapping("/{model}/description")
    ResponseEntity<ModelEntry> describe(
            Caller caller, @PathVariable ModelName model, @RequestBody NewDescription description) {
        String text = Texts.optional("description", Texts.present("description", description.description()), 8192);
        return change(caller, new DescribeModel(model, text));
    }

    /** Chooses how the next versions are labelled; labels given before stay. */
    @PutMapping("/{model}/label-scheme")
    ResponseEntity<ModelEntry> changeScheme(
            Caller caller, @PathVariable ModelName model, @RequestBody NewScheme scheme) {
        return change(caller, new ChangeLabelScheme(model, Texts.present("scheme", scheme.scheme())));
    }

    private ResponseEntity<ModelEntry> change(Caller caller, ModelCommand command) {
        return writes.write(caller, command.stream(), HttpStatus.OK, ModelEntry.class, () -> {
            models.requireChangeable(caller, command.model());
            commands.send(command);
            return models.require(caller, command.model());
        });
    }
}
