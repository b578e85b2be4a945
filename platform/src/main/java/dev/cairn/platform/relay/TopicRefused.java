package dev.cairn.platform.relay;

/** A topic on which events would not be safe; the message says why and what to do. */
final class TopicRefused extends RuntimeException {
    TopicRefused(String message) {
        super(message);
    }
}
