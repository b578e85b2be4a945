package dev.cairn.cli.audit;

import dev.cairn.events.types.Sha256Digest;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An event of which this machine has seen that it is in the log.
 *
 * @param record the event's record, as the log has it
 * @param entry what the record hashes to
 * @param index the entry's number in the tree
 * @param size entries of the tree
 * @param path the hashes that lead from the entry to the root, its neighbour's first
 * @param root in base64, as the checkpoint has it
 * @param origin the log that signed the root
 */
public record Proven(
        JsonNode record, Sha256Digest entry, long index, long size, List<byte[]> path, String root, String origin) {}
