package dev.cairn.registry.retirement;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;
import static dev.cairn.registry.RegistryRefusal.SUCCESSOR_ITSELF;
import static dev.cairn.registry.RegistryRefusal.SUCCESSOR_UNKNOWN;

import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.Texts;
import dev.cairn.registry.catalogue.Models;
import dev.cairn.registry.catalogue.VersionEntry;
import dev.cairn.registry.catalogue.Versions;
import dev.cairn.registry.version.DeprecateVersion;
import dev.cairn.registry.version.WithdrawDeprecation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Deprecations; they stand beside the version and do not change it. */
@RestController
@RequestMapping(path = "/api/v1/models/{model}/versions/{ref}/deprecation", produces = MediaType.APPLICATION_JSON_VALUE)
class DeprecationApi {

    /** Whoever reads the version is told the date in a header, which has four digits for the year (RFC 9110, 5.6.7). */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final HttpWrites writes;
    private final Commands commands;
    private final Models models;
    private final Versions versions;

    DeprecationApi(HttpWrites writes, Commands commands, Models models, Versions versions) {
        this.writes = writes;
        this.commands = commands;
        this.models = models;
        this.versions = versions;
    }

    /**
     * @param reason at most 1,024 characters
     * @param until when the version will be retired, from 1970 to 9999; absent where nobody knows yet
     * @param successor what to use instead, as {@code <model>/<label>}
     * @param migration how to change over, at most 8,192 characters
     */
    record NewDeprecation(
            String reason,
            @Nullable Instant until,
            @Nullable VersionId successor,
            @Nullable String migration) {}

    /**
     * Says that the version should not be used any more; no promotion of it is approved any more. It stays retrievable, with a warning. The
     * model's owner, governance, and who has a grant to write may; a date that was promised is brought forward by the owner or
     * governance only.
     */
    @PutMapping
    ResponseEntity<VersionEntry> deprecate(
            Caller caller,
            @PathVariable ModelName model,
            @PathVariable String ref,
            @RequestBody NewDeprecation deprecation) {
        String reason = Texts.required("reason", deprecation.reason(), 1024);
        String migration = Texts.optional("migration", deprecation.migration(), 8192);
        requireDate(deprecation.until());
        return writes.write(caller, "model:" + model, HttpStatus.OK, VersionEntry.class, () -> {
            boolean mayShorten = models.governs(caller, models.requireEntrusted(caller, model));
            VersionId version = versions.require(model, ref).id();
            VersionId successor = deprecation.successor();
            if (successor != null) {
                requireOther(caller, version, successor);
            }
            commands.send(new DeprecateVersion(version, reason, deprecation.until(), successor, migration, mayShorten));
            return versions.require(model, version.label().value()).with(null);
        });
    }

    /** Takes the deprecation back. The model's owner and governance may, until somebody asks to retire the version. */
    @DeleteMapping
    ResponseEntity<VersionEntry> withdraw(Caller caller, @PathVariable ModelName model, @PathVariable String ref) {
        return writes.write(caller, "model:" + model, HttpStatus.OK, VersionEntry.class, () -> {
            models.requireGovernable(caller, model);
            VersionId version = versions.require(model, ref).id();
            commands.send(new WithdrawDeprecation(version));
            return versions.require(model, version.label().value()).with(null);
        });
    }

    private static void requireDate(@Nullable Instant until) {
        if (until != null && (until.isBefore(Instant.EPOCH) || until.isAfter(LATEST))) {
            throw new Refused(REQUEST_MALFORMED, "/until is a date from 1970 to 9999");
        }
    }

    private void requireOther(Caller caller, VersionId version, VersionId successor) {
        if (successor.equals(version)) {
            throw new Refused(SUCCESSOR_ITSELF, successor + " is the version that is deprecated");
        }
        boolean known = models.find(caller, successor.model()).isPresent()
                && versions.labelled(successor.model(), successor.label().value());
        if (!known) {
            throw new Refused(SUCCESSOR_UNKNOWN, successor + " cannot succeed " + version);
        }
    }
}
