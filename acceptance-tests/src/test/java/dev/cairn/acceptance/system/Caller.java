package dev.cairn.acceptance.system;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Somebody who uses Cairn. */
public final class Caller {

    private final String actor;
    private final String token;
    private final Remote registry;
    private final Remote approval;
    private final Remote deployment;
    private final Remote lineage;
    private final Remote audit;

    Caller(RunningCairn cairn, String name, String token) {
        this.actor = cairn.issuer() + "#" + name;
        this.token = token;
        this.registry = new Remote(cairn.registry(), token);
        this.approval = new Remote(cairn.approval(), token);
        this.deployment = new Remote(cairn.deployment(), token);
        this.lineage = new Remote(cairn.lineage(), token);
        this.audit = new Remote(cairn.audit(), token);
    }

    public Remote registry() {
        return registry;
    }

    public Remote approval() {
        return approval;
    }

    public Remote deployment() {
        return deployment;
    }

    public Remote lineage() {
        return lineage;
    }

    public Remote audit() {
        return audit;
    }

    /** Issuer and subject, as events name them. */
    public String actor() {
        return actor;
    }

    public String token() {
        return token;
    }

    /** Registers a model that no other scenario has. */
    public String newModel() {
        return newModel(Map.of());
    }

    /** @param more what is said beside the name, such as {@code scheme} */
    public String newModel(Map<String, Object> more) {
        String name = "model-" + UUID.randomUUID().toString().substring(0, 8);
        var model = new HashMap<>(more);
        model.put("name", name);
        registry.post("/api/v1/models", model).expect(201);
        return name;
    }
}
