package dev.cairn.deployment.targets;

import static dev.cairn.platform.problem.EdgeRefusal.REQUEST_MALFORMED;
import static dev.cairn.platform.problem.EdgeRefusal.ROLE_MISSING;

import dev.cairn.deployment.board.TargetEntry;
import dev.cairn.deployment.board.Targets;
import dev.cairn.events.deployment.TargetEvent.TargetRegistered;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.identity.Role;
import dev.cairn.platform.paging.Cursors;
import dev.cairn.platform.paging.Page;
import dev.cairn.platform.problem.Refused;
import dev.cairn.platform.web.HttpWrites;
import dev.cairn.platform.web.Texts;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.net.URISyntaxException;
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

/** Targets over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/targets", produces = MediaType.APPLICATION_JSON_VALUE)
class TargetApi {

    private final HttpWrites writes;
    private final Commands commands;
    private final Targets targets;
    private final Cursors cursors;

    TargetApi(HttpWrites writes, Commands commands, Targets targets, Cursors cursors) {
        this.writes = writes;
        this.commands = commands;
        this.targets = targets;
        this.cursors = cursors;
    }

    /**
     * @param stage whose policy decides what may run there; never changes
     * @param environment at most 255 characters, for example {@code production}
     * @param cluster at most 255 characters
     * @param region at most 255 characters, for example {@code eu-central-1}
     * @param endpoint where it serves, an absolute URI of at most 2,048 characters
     * @param description at most 8,192 characters
     */
    record NewTarget(
            TargetName target,
            Stage stage,
            String environment,
            @Nullable String cluster,
            @Nullable String region,
            @Nullable String endpoint,
            @Nullable String description) {

        RegisterTarget command() {
            return new RegisterTarget(new TargetRegistered(
                    Texts.present("target", target),
                    Texts.present("stage", stage),
                    Texts.required("environment", environment, 255),
                    cluster == null ? null : Texts.required("cluster", cluster, 255),
                    region == null ? null : Texts.required("region", region, 255),
                    endpoint == null ? null : uri(endpoint),
                    Texts.optional("description", description, 8192)));
        }

        private static String uri(String endpoint) {
            try {
                if (endpoint.length() <= 2048 && new URI(endpoint).isAbsolute()) {
                    return endpoint;
                }
            } catch (URISyntaxException e) {
                throw new Refused(REQUEST_MALFORMED, "/endpoint is no URI");
            }
            throw new Refused(REQUEST_MALFORMED, "/endpoint is an absolute URI of at most 2,048 characters");
        }
    }

    /**
     * Registers a place where versions run. Governance does, since the stage is the policy that holds there, and whoever deploys
     * does not choose it; the same again changes nothing.
     */
    @PostMapping
    @ApiResponse(responseCode = "201", description = "Registered", useReturnTypeSchema = true)
    ResponseEntity<TargetEntry> register(Caller caller, @RequestBody NewTarget target) {
        if (!caller.has(Role.GOVERNANCE)) {
            throw new Refused(ROLE_MISSING, "Registering a target takes the role governance");
        }
        RegisterTarget command = target.command();
        return writes.write(
                caller,
                command.stream(),
                TargetEntry.class,
                () -> {
                    commands.send(command);
                    return targets.require(command.target());
                },
                given -> ResponseEntity.created(URI.create("/api/v1/targets/" + given.target())));
    }

    /** All targets, by name. */
    @GetMapping
    Page<TargetEntry> list(Caller caller, @RequestParam(required = false) @Nullable String cursor) {
        String after = cursor == null ? "" : cursors.open("targets", cursor);
        return Page.of(
                targets.list(after),
                target -> cursors.sign("targets", target.target().value()));
    }

    /** One target. */
    @GetMapping("/{target}")
    TargetEntry show(Caller caller, @PathVariable TargetName target) {
        return targets.require(target);
    }
}
