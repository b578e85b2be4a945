package dev.cairn.events;

import dev.cairn.events.types.Sha256Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * JSON in the one form of RFC 8785 (JSON Canonicalization Scheme), so that equal documents have equal bytes. What the
 * scheme cannot carry without loss is refused, never rounded or replaced.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * The canonical form in UTF-8.
     *
     * @throws Lossy when {@link #losses} finds something
     */
    public static byte[] of(JsonNode document) {
        List<Loss> losses = losses(document);
        if (!losses.isEmpty()) {
            throw new Lossy(losses.get(0));
        }
        return new CanonicalText().write(document).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The SHA-256 of the canonical form.
     *
     * @throws Lossy as {@link #of} does
     */
    public static Sha256Digest digest(JsonNode document) {
        return Sha256Digest.of(of(document));
    }

    /** Everything in a document that the canonical form would change; empty when it carries the document as it is. */
    public static List<Loss> losses(JsonNode document) {
        return new Losses().in(document);
    }

    /**
     * One thing that the canonical form cannot carry.
     *
     * @param pointer where (JSON Pointer, RFC 6901)
     * @param message what is lost, in one sentence that says what to do instead
     */
    public record Loss(String pointer, String message) {}

    /** The document has no canonical form. */
    public static final class Lossy extends IllegalArgumentException {
        Lossy(Loss first) {
            super("RFC 8785 cannot carry this document without loss: " + first.pointer() + " " + first.message());
        }
    }
}
