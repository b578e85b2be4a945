package dev.cairn.deployment.deployment;

import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;

import dev.cairn.deployment.board.DeploymentEntry;
import dev.cairn.deployment.board.DeploymentEntry.State;
import dev.cairn.deployment.board.Deployments;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionReference;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.paging.Cursors;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.ReadTags;
import dev.cairn.platform.web.Texts;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deployments over HTTP: asked for and looked at. */
@RestController
@RequestMapping(path = "/api/v1/deployments", produces = MediaType.APPLICATION_JSON_VALUE)
class DeploymentApi {

    private static final UUID LAST = new UUID(-1, -1);

    private final HttpWrites writes;
    private final Requests requests;
    private final Awaited awaited;
    private final Deployments deployments;
    private final Cursors cursors;

    DeploymentApi(HttpWrites writes, Requests requests, Awaited awaited, Deployments deployments, Cursors cursors) {
        this.writes = writes;
        this.requests = requests;
        this.awaited = awaited;
        this.deployments = deployments;
        this.cursors = cursors;
    }

    /** @param version as {@code <model>/<label>} or {@code <model>/<digest>}, with or without {@code sha256:} */
    record NewDeployment(VersionReference version, TargetName target) {}

    /**
     * Asks to run a version at a target. Approval is asked each time, whatever the stage; the answer is waited for some
     * seconds. What approval does not answer by the deadline is refused.
     */
    @PostMapping
    @ApiResponse(responseCode = "201", description = "Started", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "202",
            description = "Not answered yet; Location says where to look",
            useReturnTypeSchema = true)
    ResponseEntity<DeploymentEntry> request(Caller caller, @RequestBody NewDeployment deployment) {
        requireDeployer(caller);
        VersionReference version = Texts.present("version", deployment.version());
        TargetName target = Texts.present("target", deployment.target());
        ResponseEntity<DeploymentEntry> stored = writes.write(
                caller,
                "model:" + version.model(),
                HttpStatus.ACCEPTED,
                DeploymentEntry.class,
                () -> requests.request(caller, version, target));
        UUID id = Objects.requireNonNull(stored.getBody()).id();
        // A request that is repeated is answered as it is now, to whoever still may see it
        deployments.require(caller, id);
        DeploymentEntry entry = awaited.answer(id);
        boolean open = entry.state() == State.REQUESTED;
        return ResponseEntity.status(open ? HttpStatus.ACCEPTED : HttpStatus.CREATED)
                .headers(stored.getHeaders())
                .location(at(entry))
                .body(entry);
    }

    static URI at(DeploymentEntry entry) {
        return URI.create("/api/v1/deployments/" + entry.id());
    }

    /** @throws Refused when the caller has not the role deployer */
    static void requireDeployer(Caller caller) {
        if (!caller.has(Role.DEPLOYER)) {
            throw new Refused(ROLE_MISSING, "Changing what runs takes the role deployer");
        }
    }

    /** Deployments of models that the caller may see, the newest first. */
    @GetMapping
    Page<DeploymentEntry> list(
            Caller caller,
            @RequestParam(required = false) @Nullable ModelName model,
            @RequestParam(required = false) @Nullable TargetName target,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable String cursor) {
        String list = "deployments?" + model + "&" + target + "&" + state;
        Instant before = Instant.parse("9999-12-31T00:00:00Z");
        UUID id = LAST;
        if (cursor != null) {
            String[] place = cursors.open(list, cursor).split("\n", 2);
            before = Instant.parse(place[0]);
            id = UUID.fromString(place[1]);
        }
        return Page.of(
                deployments.list(caller, new Deployments.Filter(model, target, state), before, id),
                entry -> cursors.sign(list, entry.requested() + "\n" + entry.id()));
    }

    /** One deployment. */
    @GetMapping("/{id}")
    ResponseEntity<DeploymentEntry> show(Caller caller, @PathVariable UUID id) {
        DeploymentEntry entry = deployments.require(caller, id);
        return ReadTags.answer(entry.sequence() + "." + entry.state(), entry);
    }
}
