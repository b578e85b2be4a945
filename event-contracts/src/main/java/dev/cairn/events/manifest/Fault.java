package dev.cairn.events.manifest;

/**
 * One thing that is wrong in a document.
 *
 * @param pointer where (JSON Pointer, RFC 6901); empty for the document itself
 * @param message what is wrong, in one sentence that says what would be right
 */
public record Fault(String pointer, String message) {}
