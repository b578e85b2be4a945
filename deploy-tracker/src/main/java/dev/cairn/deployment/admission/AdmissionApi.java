package dev.cairn.deployment.admission;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;

import dev.cairn.deployment.board.Targets;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.problem.Refused;
import java.util.Objects;
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
    private final Targets targets;

    AdmissionApi(Admission admission, Targets targets) {
        this.admission = admission;
        this.targets = targets;
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
            @RequestParam(required = false) @Nullable Stage stage) {
        if ((target == null) == (stage == null)) {
            throw new Refused(REQUEST_MALFORMED, "Name either target or stage");
        }
        var content = new Sha256Digest(digest.replaceFirst("^sha256:", ""));
        return target == null
                ? admission.inStage(caller, model, content, Objects.requireNonNull(stage))
                : admission.atTarget(
                        caller, model, content, target, targets.require(target).stage());
    }
}
