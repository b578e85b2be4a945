package dev.cairn.standalone.killing.load;

import dev.cairn.cli.remote.Endpoints;
import dev.cairn.standalone.histories.Call;
import java.util.function.Supplier;

/** The services, as one person reaches them. */
public record Doors(Http registry, Http approval, Http deployment, Http lineage, Http audit) {

    public static Doors of(Reach reach, Supplier<String> token) {
        return new Doors(
                new Http("registry", Endpoints::registry, reach, token),
                new Http("approval", Endpoints::approval, reach, token),
                new Http("deployment", Endpoints::deployment, reach, token),
                new Http("lineage", Endpoints::lineage, reach, token),
                new Http("audit", Endpoints::audit, reach, token));
    }

    public Http of(Call.Service service) {
        return switch (service) {
            case REGISTRY -> registry;
            case APPROVAL -> approval;
            case DEPLOYMENT -> deployment;
        };
    }
}
