package dev.cairn.platform.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events get from the topics to the views.
 *
 * @param batchEvents most events in one transaction
 * @param poll longest wait for the next events before the inbox looks after itself
 * @param retry pause before another attempt, when PostgreSQL or Kafka is away or another process reads
 * @param kafkaTimeout how long Kafka may be silent before it counts as away
 * @param topicCheck how often to look whether a topic was made anew
 */
@ConfigurationProperties(prefix = "cairn.inbox", ignoreUnknownFields = false)
record InboxProperties(
        @DefaultValue("5000") int batchEvents,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("1s") Duration retry,
        @DefaultValue("10s") Duration kafkaTimeout,
        @DefaultValue("10s") Duration topicCheck) {}
