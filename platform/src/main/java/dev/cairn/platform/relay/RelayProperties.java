package dev.cairn.platform.relay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How events get from the store to the topics.
 *
 * @param poll longest time until a commit of another process is noticed; those of this process wake the relay
 * @param gather shortest time between the beginnings of two batches, unless the first was full; an event that is stored
 *     when nothing was sent for so long goes at once
 * @param batchEvents most events in one Kafka transaction
 * @param batchSize events stop being added to a batch once their data is this large; the last may exceed it
 * @param retry pause before another attempt, when PostgreSQL or Kafka is away or another process relays
 * @param kafkaTimeout how long Kafka may be silent before it counts as away
 * @param allowUnguardedTopics accepts topics that this service could delete or alter; for brokers without an authorizer
 */
@ConfigurationProperties(prefix = "cairn.relay", ignoreUnknownFields = false)
record RelayProperties(
        @DefaultValue("20ms") Duration poll,
        @DefaultValue("10ms") Duration gather,
        @DefaultValue("5000") int batchEvents,
        @DefaultValue("8MB") DataSize batchSize,
        @DefaultValue("500ms") Duration retry,
        @DefaultValue("10s") Duration kafkaTimeout,
        @DefaultValue("false") boolean allowUnguardedTopics) {}
