package dev.cairn.standalone.histories;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A request that changes something, at the service that decides it.
 *
 * @param body bytes, or what is written as JSON
 * @param token of whoever calls
 * @param learned is told the answer where it is a success
 */
public record Call(Service service, String method, String path, Object body, String token, Consumer<JsonNode> learned) {

    /** Those that decide about a model. */
    public enum Service {
        REGISTRY,
        APPROVAL,
        DEPLOYMENT
    }
}
