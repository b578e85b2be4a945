package dev.cairn.deployment.admission;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;

import dev.cairn.deployment.board.Targets;
import dev.cairn.deployment.catalogue.Models;
import dev.cairn.deployment.catalogue.Versions;
import dev.cairn.deployment.catalogue.Versions.Registered;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Admission: clusters ask with the digest of what they are about to run. */
@RestController
@RequestMapping(path = "/api/v1/admission/{model}/{digest}", produces = MediaType.APPLICATION_JSON_VALUE)
class AdmissionApi {

    private final Admission admission;
    private final Models models;
    private final Versions versions;
    private final Targets targets;

    AdmissionApi(Admission admission, Models models, Versions versions, Targets targets) {
        this.admission = admission;
        this.models = models;
        this.versions = versions;
        this.targets = targets;
    }

    /**
     * @param version that has the digest; absent where none has
     * @param reason why not; absent where it is admitted
     */
    record Verdict(
            boolean admitted,
            @Nullable VersionId version,
            @Nullable String reason) {

        static Verdict of(VersionId version, Optional<String> objection) {
            return new Verdict(objection.isEmpty(), version, objection.orElse(null));
        }
    }

    /**
     * Whether content may run. At a target: while a deployment of it is under way or runs there by an approval that was not
     * revoked. In a stage: while it is approved for it, so that a request to deploy it would be allowed.
     *
     * @param digest of the version's manifest, with or without {@code sha256:}
     * @param target where it is about to run
     * @param stage instead of a target
     */
    @GetMapping
    Verdict admit(
            Caller caller,
            @PathVariable ModelName model,
            @PathVariable String digest,
            @RequestParam(required = false) @Nullable TargetName target,
            @RequestParam(required = false) @Nullable String stage) {
        if ((target == null) == (stage == null)) {
            throw new Refused(REQUEST_MALFORMED, "Name either target or stage");
        }
        models.require(caller, model);
        var content = new Sha256Digest(digest.replaceFirst("^sha256:", ""));
        Stage wanted = target == null
                ? Stage.of(String.valueOf(stage))
                : targets.require(target).stage();
        Optional<Registered> registered = versions.of(model, content);
        if (registered.isEmpty()) {
            return new Verdict(false, null, "No version of " + model + " has this digest");
        }
        VersionId version = registered.get().version();
        return Verdict.of(
                version,
                target == null
                        ? admission.objection(version, content, wanted)
                        : admission.objection(version, content, target, wanted));
    }
}
