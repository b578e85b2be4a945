/** Events as Kafka records: CloudEvents 1.0, binary mode. */
@NullMarked
package dev.cairn.platform.cloudevents;

import org.jspecify.annotations.NullMarked;
