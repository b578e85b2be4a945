package dev.cairn.platform.relay;

import dev.cairn.events.Topics;
import java.util.List;

/**
 * The topics that a service alone writes to.
 *
 * @param writer Kafka's {@code transactional.id}: whoever begins with it last shuts out all who began before
 * @param names of the topics
 */
public record OwnTopics(String writer, List<String> names) {

    public OwnTopics {
        names = List.copyOf(names);
    }

    /** {@code cairn.<service>} and {@code cairn.<service>.access}, written as {@code service}. */
    public static OwnTopics of(String service) {
        return new OwnTopics(service, List.of("cairn." + service, Topics.access(service)));
    }
}
