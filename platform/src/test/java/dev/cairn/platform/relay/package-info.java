/** The relay against a real PostgreSQL and a real Kafka. */
@NullMarked
package dev.cairn.platform.relay;

import org.jspecify.annotations.NullMarked;
