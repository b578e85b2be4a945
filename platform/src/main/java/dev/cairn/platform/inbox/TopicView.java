package dev.cairn.platform.inbox;

import dev.cairn.events.RecordedEvent;
import java.util.List;
import java.util.Set;

/**
 * A read model of topics. Effects and position are one transaction; {@code rebuild} makes it anew from the topics. Its
 * tables live beside the service's other views, see {@link dev.cairn.platform.view.View}; one table per source topic,
 * joined when read, so that the order in which topics arrive cannot matter.
 */
public interface TopicView {

    Set<String> topics();

    /**
     * Takes in events of one topic, in their order within each key, none of them twice.
     *
     * <p>When this throws, the inbox takes the events one by one and parks the key of the one that fails.
     */
    void apply(String topic, List<RecordedEvent> events);
}
