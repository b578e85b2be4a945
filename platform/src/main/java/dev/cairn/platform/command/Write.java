package dev.cairn.platform.command;

import dev.cairn.events.types.Sha256Digest;
import org.jspecify.annotations.Nullable;

/**
 * A request to change something.
 *
 * @param cause who asks, and on what occasion
 * @param lock the key that is locked first, for example {@code model:fraud}
 * @param route method and route template, the scope of the idempotency key, for example {@code POST /api/v1/models}
 * @param idempotencyKey the caller's {@code Idempotency-Key}; absent where the caller sent none
 * @param bodyDigest digest of method, path and body: the same key with another request is refused
 */
public record Write(
        Cause cause, String lock, String route, @Nullable String idempotencyKey, Sha256Digest bodyDigest) {}
