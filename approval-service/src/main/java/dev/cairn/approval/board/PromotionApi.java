package dev.cairn.approval.board;

import static dev.cairn.approval.ApprovalRefusal.CANDIDATE_UNKNOWN;
import static dev.cairn.approval.ApprovalRefusal.GATE_FAILED;
import static dev.cairn.approval.ApprovalRefusal.PROMOTION_OPEN;
import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;

import dev.cairn.approval.board.PromotionEntry.Details;
import dev.cairn.approval.board.Promotions.After;
import dev.cairn.approval.board.Promotions.Wanted;
import dev.cairn.approval.policy.Policies;
import dev.cairn.approval.policy.PolicyEntry;
import dev.cairn.approval.promotion.Phase;
import dev.cairn.approval.promotion.RequestPromotion;
import dev.cairn.approval.version.Candidates;
import dev.cairn.events.EventCodec;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.VersionId;
import dev.cairn.events.types.VersionReference;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.paging.Cursors;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.ReadTags;
import dev.cairn.platform.web.Texts;
import dev.cairn.visibility.Visibility;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
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

/** Requests to bring a version to a stage. */
@RestController
@RequestMapping(path = "/api/v1/promotions", produces = MediaType.APPLICATION_JSON_VALUE)
class PromotionApi {

    private final PromotionWrites writes;
    private final Commands commands;
    private final Promotions promotions;
    private final Evidence evidence;
    private final Policies policies;
    private final Candidates candidates;
    private final Visibility visibility;
    private final Cursors cursors;

    PromotionApi(
            PromotionWrites writes,
            Commands commands,
            Promotions promotions,
            Evidence evidence,
            Policies policies,
            Candidates candidates,
            Visibility visibility,
            Cursors cursors) {
        this.writes = writes;
        this.commands = commands;
        this.promotions = promotions;
        this.evidence = evidence;
        this.policies = policies;
        this.candidates = candidates;
        this.visibility = visibility;
        this.cursors = cursors;
    }

    /**
     * @param version as {@code <model>/<label>} or {@code <model>/<digest>}, with or without {@code sha256:}
     * @param reason at most 1,024 characters
     */
    record NewPromotion(VersionReference version, Stage stage, String reason) {}

    /**
     * Asks to bring a version to a stage, under the policy that is in force now. Where a check fails, the request is recorded as
     * rejected, and answered with 422 and all checks. Nothing is asked for production while events of the model wait.
     */
    @PostMapping
    @ApiResponse(responseCode = "201", description = "Requested", useReturnTypeSchema = true)
    ResponseEntity<PromotionEntry> request(Caller caller, @RequestBody NewPromotion request) {
        if (!caller.has(Role.ML_ENGINEER)) {
            throw new Refused(ROLE_MISSING, "Requesting a promotion takes the role ml-engineer");
        }
        VersionReference reference = Texts.present("version", request.version());
        Stage stage = Texts.present("stage", request.stage());
        String reason = Texts.required("reason", request.reason(), 1024);
        visibility.require(caller, reference.model(), CANDIDATE_UNKNOWN);
        VersionId version = candidates.named(reference);
        UUID promotion = UUID.randomUUID();
        ResponseEntity<PromotionEntry> answer = writes.write(
                caller,
                version,
                promotion,
                () -> decide(caller, promotion, version, stage, reason),
                entry -> ResponseEntity.created(URI.create("/api/v1/promotions/" + entry.id())));
        requirePassed(answer.getBody());
        return answer;
    }

    private void decide(Caller caller, UUID promotion, VersionId version, Stage stage, String reason) {
        visibility.require(caller, version.model(), CANDIDATE_UNKNOWN);
        promotions.open(version, stage).ifPresent(open -> {
            throw new Refused(
                    PROMOTION_OPEN,
                    "Promotion " + open + " of " + version + " to " + stage + " is open",
                    Map.of("open", open));
        });
        PolicyEntry policy = policies.of(stage);
        commands.send(new RequestPromotion(
                promotion,
                candidates.require(version, stage),
                stage,
                policy.version(),
                policy.policy(),
                caller.actor(),
                caller.owner(),
                reason,
                Deciding.current().now()));
    }

    /** Recorded by now, unlike other refusals. */
    private static void requirePassed(@Nullable PromotionEntry entry) {
        Details details = entry == null ? null : entry.details();
        if (entry != null && details != null && entry.state() == Phase.REJECTED) {
            throw new Refused(
                    GATE_FAILED,
                    String.valueOf(entry.outcome()),
                    Map.of("promotion", entry.id(), "checks", details.gate().checks()));
        }
    }

    /**
     * Promotions of models that the caller may see, the newest first.
     *
     * @param model only its promotions
     * @param version only its promotions, as {@code <model>/<label>}
     */
    @GetMapping
    Page<PromotionEntry> list(
            Caller caller,
            @RequestParam(required = false) @Nullable ModelName model,
            @RequestParam(required = false) @Nullable VersionId version,
            @RequestParam(required = false) @Nullable Stage stage,
            @RequestParam(required = false) @Nullable Phase state,
            @RequestParam(required = false) @Nullable String cursor) {
        var wanted = new Wanted(model == null ? null : model.value(), version, stage, state);
        String list = "promotions?" + wanted;
        After after = cursor == null ? After.NOTHING : after(cursors.open(list, cursor));
        return Page.of(
                promotions.list(caller, wanted, after),
                entry -> cursors.sign(list, entry.requested() + " " + entry.id()));
    }

    private static After after(String position) {
        String[] parts = position.split(" ");
        return new After(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }

    /** One promotion, with what reviewers see beside their decision. */
    @GetMapping("/{promotion}")
    ResponseEntity<PromotionEntry> show(Caller caller, @PathVariable UUID promotion) {
        PromotionEntry entry = evidence.beside(caller, promotions.require(caller, promotion));
        return ReadTags.answer(
                Sha256Digest.of(EventCodec.json().writeValueAsBytes(entry)).value(), entry);
    }
}
