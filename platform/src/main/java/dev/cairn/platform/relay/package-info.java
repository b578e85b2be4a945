/** From the store to Kafka: every stored event, in order, once. */
@NullMarked
package dev.cairn.platform.relay;

import org.jspecify.annotations.NullMarked;
