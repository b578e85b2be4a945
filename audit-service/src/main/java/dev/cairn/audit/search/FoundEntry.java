package dev.cairn.audit.search;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry, and what it says.
 *
 * @param index in the log, from 0; absent for the moment until it is put into the log
 * @param model the model concerned; absent where none is
 * @param record the canonical record, whose SHA-256 in canonical form (RFC 8785) is the entry
 */
record FoundEntry(
        @Nullable Long index,
        UUID event,
        Instant time,
        String type,
        String actor,
        @Nullable String model,
        JsonNode record) {}
