/** How a service reaches Kafka. */
@NullMarked
package dev.cairn.platform.broker;

import org.jspecify.annotations.NullMarked;
