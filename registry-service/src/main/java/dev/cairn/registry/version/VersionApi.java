package dev.cairn.registry.version;

import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.paging.Cursors;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.web.ReadTags;
import dev.cairn.registry.catalogue.Models;
import dev.cairn.registry.catalogue.VersionEntry;
import dev.cairn.registry.catalogue.Versions;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Versions over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/models/{model}/versions", produces = MediaType.APPLICATION_JSON_VALUE)
class VersionApi {

    private final Registration registration;
    private final Models models;
    private final Versions versions;
    private final Cursors cursors;

    VersionApi(Registration registration, Models models, Versions versions, Cursors cursors) {
        this.registration = registration;
        this.models = models;
        this.versions = versions;
        this.cursors = cursors;
    }

    /**
     * Registers a version. The same manifest again gets the version that it became.
     *
     * @param label a semantic version; absent for the next one, and for schemes that make labels by themselves
     * @param manifest as docs/manifest.md explains it
     */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "201", description = "Registered", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "200", description = "Was registered before", useReturnTypeSchema = true)
    ResponseEntity<VersionEntry> register(
            Caller caller,
            @PathVariable ModelName model,
            @RequestParam(required = false) @Nullable String label,
            @RequestBody @Schema(implementation = JsonNode.class) byte[] manifest) {
        return registration.register(caller, model, label, manifest);
    }

    /** The model's versions, the newest first, without their manifests. */
    @GetMapping
    Page<VersionEntry> list(
            Caller caller, @PathVariable ModelName model, @RequestParam(required = false) @Nullable String cursor) {
        models.require(caller, model);
        String list = "versions/" + model;
        int before = cursor == null ? Integer.MAX_VALUE : Integer.parseInt(cursors.open(list, cursor));
        return Page.of(
                versions.list(model, before),
                version -> cursors.sign(list, Integer.toString(versions.ordinal(version))));
    }

    /**
     * One version with its manifest.
     *
     * @param ref label, digest, alias, {@code latest}, or a stage for what was promoted to it last
     */
    @GetMapping("/{ref}")
    ResponseEntity<VersionEntry> show(
            Caller caller, @PathVariable ModelName model, @PathVariable String ref, HttpServletResponse response) {
        models.require(caller, model);
        VersionEntry version = versions.require(model, ref);
        Warnings.add(version, response);
        return ReadTags.answer(tag(version), version);
    }

    /** Everything about a version that can change after its registration. */
    private static String tag(VersionEntry version) {
        String changing = version.sequence() + "," + version.latest() + "," + version.aliases() + version.stages()
                + version.production();
        return version.digest() + "-" + Sha256Digest.of(changing.getBytes(StandardCharsets.UTF_8));
    }
}
