package dev.cairn.platform.inbox;

import java.time.Instant;
import java.util.UUID;

/**
 * A key that cannot go on.
 *
 * @param topic where its events come from
 * @param event the first event that could not be taken in
 * @param reason why, in one sentence
 * @param waiting how many events wait, the first included
 */
public record ParkedKey(String topic, String key, UUID event, String reason, Instant parkedAt, int waiting) {}
