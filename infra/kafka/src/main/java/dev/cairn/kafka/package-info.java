/** What a Kafka cluster is told before Cairn uses it: topics, users, rights. */
@NullMarked
package dev.cairn.kafka;

import org.jspecify.annotations.NullMarked;
