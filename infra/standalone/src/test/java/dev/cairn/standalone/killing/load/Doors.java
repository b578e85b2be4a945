package dev.cairn.standalone.killing.load;

import dev.cairn.cli.remote.Endpoints;
import dev.cairn.standalone.histories.Call;
import java.util.function.Supplier;

/** The services, as one person reaches them. */
public record Doors(Http registry, Http approval, Http deployment, Http lineage, Http audit) {

    public static Doors of(Endpoints endpoints, String token) {
        Supplier<String> person = () -> token;
        return new Doors(
                new Http(endpoints.registry(), person),
                new Http(endpoints.approval(), person),
                new Http(endpoints.deployment(), person),
                new Http(endpoints.lineage(), person),
                new Http(endpoints.audit(), person));
    }

    public Http of(Call.Service service) {
        return switch (service) {
            case REGISTRY -> registry;
            case APPROVAL -> approval;
            case DEPLOYMENT -> deployment;
        };
    }
}
