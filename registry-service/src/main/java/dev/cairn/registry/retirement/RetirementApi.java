package dev.cairn.registry.retirement;

import static dev.cairn.registry.RegistryRefusal.RETIREMENT_UNKNOWN;

import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.Texts;
import dev.cairn.registry.catalogue.Models;
import dev.cairn.registry.catalogue.Versions;
import dev.cairn.registry.version.RequestRetirement;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Retirement: asked for here, and decided by whether deploy-tracker still knows a use of the version. */
@RestController
@RequestMapping(path = "/api/v1/models/{model}/versions/{ref}/retirement", produces = MediaType.APPLICATION_JSON_VALUE)
class RetirementApi {

    private final HttpWrites writes;
    private final Commands commands;
    private final Models models;
    private final Versions versions;
    private final Retirements retirements;

    RetirementApi(HttpWrites writes, Commands commands, Models models, Versions versions, Retirements retirements) {
        this.writes = writes;
        this.commands = commands;
        this.models = models;
        this.versions = versions;
        this.retirements = retirements;
    }

    /** @param reason at most 1,024 characters */
    record NewRetirement(String reason) {}

    /**
     * Asks whether a deprecated version may retire. The owner and governance may ask, when the date that its deprecation
     * promises has passed. Deploy-tracker answers; where none runs, the request waits.
     */
    @PostMapping
    ResponseEntity<Retirement> request(
            Caller caller,
            @PathVariable ModelName model,
            @PathVariable String ref,
            @RequestBody NewRetirement retirement) {
        String reason = Texts.required("reason", retirement.reason(), 1024);
        return writes.write(caller, "model:" + model, HttpStatus.ACCEPTED, Retirement.class, () -> {
            models.requireGovernable(caller, model);
            VersionId version = versions.require(model, ref).id();
            commands.send(new RequestRetirement(
                    version, UUID.randomUUID(), reason, Deciding.current().now()));
            return require(version);
        });
    }

    /** The newest request to retire the version, and what came of it. */
    @GetMapping
    Retirement show(Caller caller, @PathVariable ModelName model, @PathVariable String ref) {
        models.require(caller, model);
        return require(versions.require(model, ref).id());
    }

    private Retirement require(VersionId version) {
        return retirements
                .newest(version)
                .orElseThrow(() -> new Refused(RETIREMENT_UNKNOWN, "Nobody asked to retire " + version));
    }
}
