/** The inbox against a real PostgreSQL and a real Kafka. */
@NullMarked
package dev.cairn.platform.inbox;

import org.jspecify.annotations.NullMarked;
