/** From Kafka to views: effects and position in one transaction, a key that cannot go on is parked. */
@NullMarked
package dev.cairn.platform.inbox;

import org.jspecify.annotations.NullMarked;
