package dev.cairn.approval.policy;

import static dev.cairn.approval.ApprovalRefusal.CANDIDATE_UNKNOWN;
import static dev.cairn.approval.ApprovalRefusal.PERSON_NEEDED;
import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;

import dev.cairn.approval.gate.Gate;
import dev.cairn.approval.version.Candidates;
import dev.cairn.events.approval.Policy;
import dev.cairn.events.approval.PromotionEvent.Check;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.VersionId;
import dev.cairn.events.types.VersionReference;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.ReadTags;
import dev.cairn.platform.web.Texts;
import dev.cairn.visibility.Visibility;
import java.util.List;
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
import org.springframework.web.bind.annotation.RestController;

/** What each stage demands of a version. */
@RestController
@RequestMapping(path = "/api/v1/policies/{stage}", produces = MediaType.APPLICATION_JSON_VALUE)
class PolicyApi {

    private final HttpWrites writes;
    private final Commands commands;
    private final Policies policies;
    private final Candidates candidates;
    private final Visibility visibility;

    PolicyApi(HttpWrites writes, Commands commands, Policies policies, Candidates candidates, Visibility visibility) {
        this.writes = writes;
        this.commands = commands;
        this.policies = policies;
        this.candidates = candidates;
        this.visibility = visibility;
    }

    /**
     * @param policy all of it, not only what changes
     * @param reason at most 1,024 characters
     */
    record NewPolicy(Policy policy, String reason) {}

    /**
     * @param version of the proposal that was read
     * @param reason at most 1,024 characters
     */
    record NewAdoption(Integer version, String reason) {}

    /**
     * @param version as {@code <model>/<label>} or {@code <model>/<digest>}, with or without {@code sha256:}
     * @param policy to try; the one in force when absent
     */
    record NewDryRun(VersionReference version, @Nullable Policy policy) {}

    /**
     * @param policyVersion absent where the policy came with the request
     * @param passed whether all checks passed
     */
    record DryRun(
            VersionId version, Stage stage, @Nullable Integer policyVersion, boolean passed, List<Check> checks) {}

    /** The policy in force, and the proposal that waits for adoption. */
    @GetMapping
    ResponseEntity<PolicyEntry> show(@PathVariable Stage stage) {
        PolicyEntry entry = policies.of(stage);
        int proposal =
                entry.proposal() == null ? entry.version() : entry.proposal().version();
        return ReadTags.answer(entry.version() + "." + proposal, entry);
    }

    /** Proposes another policy. It takes the place of a proposal that waits, and says so; somebody else adopts it. */
    @PutMapping
    ResponseEntity<PolicyEntry> propose(Caller caller, @PathVariable Stage stage, @RequestBody NewPolicy proposal) {
        requireGovernor(caller);
        Policy policy = Texts.present("policy", proposal.policy());
        String reason = Texts.required("reason", proposal.reason(), 1024);
        return change(caller, new ProposePolicy(stage, policy, caller.actor(), reason));
    }

    /** Adopts the proposal: it is in force for every request from now on, and open requests keep theirs. */
    @PostMapping("/adoption")
    ResponseEntity<PolicyEntry> adopt(Caller caller, @PathVariable Stage stage, @RequestBody NewAdoption adoption) {
        requireGovernor(caller);
        int version = Texts.present("version", adoption.version());
        String reason = Texts.required("reason", adoption.reason(), 1024);
        return change(caller, new AdoptPolicy(stage, version, caller.actor(), reason));
    }

    /** Evaluates the checks for a version, and records nothing. */
    @PostMapping("/dry-runs")
    DryRun dryRun(Caller caller, @PathVariable Stage stage, @RequestBody NewDryRun run) {
        VersionReference reference = Texts.present("version", run.version());
        visibility.require(caller, reference.model(), CANDIDATE_UNKNOWN);
        VersionId version = candidates.named(reference);
        Policy tried = run.policy();
        if (tried != null) {
            PolicyRules.require(stage, tried);
        }
        PolicyEntry inForce = policies.of(stage);
        Policy policy = tried == null ? inForce.policy() : tried;
        List<Check> checks = Gate.evaluate(policy, stage, candidates.require(version));
        return new DryRun(version, stage, tried == null ? inForce.version() : null, Gate.passed(checks), checks);
    }

    private ResponseEntity<PolicyEntry> change(Caller caller, PolicyCommand command) {
        return writes.write(caller, command.stream(), HttpStatus.OK, PolicyEntry.class, () -> {
            commands.send(command);
            return policies.of(command.stage());
        });
    }

    /** Two accounts of one person would be four eyes only on paper, so machines have no say. */
    private static void requireGovernor(Caller caller) {
        if (!caller.has(Role.GOVERNANCE)) {
            throw new Refused(ROLE_MISSING, "Proposing and adopting policies takes the role governance");
        }
        if (caller.owner() != null) {
            throw new Refused(PERSON_NEEDED, "Policies are proposed and adopted by people");
        }
    }
}
