package dev.cairn.standalone.killing.load;

import dev.cairn.events.EventCodec;
import dev.cairn.events.types.Sha256Digest;
import tools.jackson.databind.node.ObjectNode;

/** Manifests as callers send them. */
public final class Manifests {

    private Manifests() {}

    /** Of a version that is one file of weights. */
    public static ObjectNode ofWeights(byte[] content) {
        ObjectNode manifest = EventCodec.json().createObjectNode().put("manifestVersion", 1);
        manifest.putArray("artifacts")
                .addObject()
                .put("path", "weights.bin")
                .put("role", "weights")
                .put("size", content.length)
                .put("mediaType", "application/octet-stream")
                .put("digest", Sha256Digest.of(content).value());
        return manifest;
    }
}
