package dev.cairn.deployment.board;

import java.time.Instant;

/**
 * It runs, and its approval was revoked.
 *
 * @param reason of the revocation
 */
public record Unapproved(Instant since, String reason) {}
