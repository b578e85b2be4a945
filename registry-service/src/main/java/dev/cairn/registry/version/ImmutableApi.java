package dev.cairn.registry.version;

import static dev.cairn.registry.RegistryRefusal.VERSION_IMMUTABLE;

import dev.cairn.events.types.ModelName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import dev.cairn.registry.catalogue.Models;
import dev.cairn.registry.catalogue.VersionEntry;
import dev.cairn.registry.catalogue.Versions;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Every attempt to change or delete a version, or something in it: refused with the way on, and recorded. */
@RestController
class ImmutableApi {

    private final Models models;
    private final Versions versions;

    ImmutableApi(Models models, Versions versions) {
        this.models = models;
        this.versions = versions;
    }

    /** Never done: answers 409 with a manifest to register instead. */
    @ApiResponse(
            responseCode = "409",
            description = "A version never changes; `wayOn` holds a manifest with this version as its parent",
            ref = "#/components/responses/Problem")
    @RequestMapping(
            path = {"/api/v1/models/{model}/versions/{ref}", "/api/v1/models/{model}/versions/{ref}/artifacts/{*path}"},
            method = {RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.POST, RequestMethod.DELETE})
    void refuse(Caller caller, @PathVariable ModelName model, @PathVariable String ref) {
        models.require(caller, model);
        VersionEntry version = versions.require(model, ref);
        throw new Refused(
                VERSION_IMMUTABLE,
                version.id() + " was registered at " + version.registered() + " with digest " + version.digest(),
                Map.of("wayOn", wayOn(version)));
    }

    /** The version's own manifest with the version as its parent: to be altered and registered. */
    private static Map<String, Object> wayOn(VersionEntry version) {
        ObjectNode derived =
                (ObjectNode) Objects.requireNonNull(version.manifest()).deepCopy();
        derived.putArray("parents")
                .addObject()
                .put("model", version.model().value())
                .put("version", version.label().value());
        return Map.of("method", "POST", "path", "/api/v1/models/" + version.model() + "/versions", "manifest", derived);
    }
}
