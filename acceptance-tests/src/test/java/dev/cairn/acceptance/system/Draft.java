package dev.cairn.acceptance.system;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A version before it is registered: files, and what its manifest says about them and beside them. */
public final class Draft {

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final ObjectNode manifest = Json.object();

    private Draft() {
        manifest.put("manifestVersion", 1);
    }

    /** What a training job leaves at the least: weights, which no other draft has. */
    public static Draft trained() {
        return trained(4096);
    }

    public static Draft trained(int bytes) {
        byte[] weights = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(weights);
        return of(weights);
    }

    /** Weights as {@code model.bin}. */
    public static Draft of(byte[] weights) {
        return new Draft().file("weights", "model.bin", "application/octet-stream", weights);
    }

    public Draft file(String role, String path, String mediaType, String content) {
        return file(role, path, mediaType, content.getBytes(StandardCharsets.UTF_8));
    }

    public Draft file(String role, String path, String mediaType, byte[] content) {
        files.put(path, content);
        manifest.withArray("/artifacts")
                .addObject()
                .put("path", path)
                .put("role", role)
                .put("size", content.length)
                .put("mediaType", mediaType)
                .put("digest", Digests.hex(content));
        return this;
    }

    /** @param value anything that can be written as JSON */
    public Draft with(String field, Object value) {
        manifest.set(field, Json.of(value));
        return this;
    }

    public ObjectNode manifest() {
        return manifest;
    }

    public byte[] content(String path) {
        return files.get(path);
    }

    public Map<String, byte[]> files() {
        return files;
    }

    /** Sends the files, then the manifest. */
    public Answer register(Caller caller, String model) {
        return register(caller, model, "");
    }

    /** @param query such as {@code ?label=2.0.0} */
    public Answer register(Caller caller, String model, String query) {
        files.values()
                .forEach(content -> caller.registry()
                        .put("/api/v1/blobs/" + Digests.hex(content), content)
                        .expect(201));
        return caller.registry().post("/api/v1/models/" + model + "/versions" + query, manifest);
    }

    /** The version that it becomes. */
    public JsonNode registered(Caller caller, String model) {
        return register(caller, model).expect(201).json();
    }
}
