/** PostgreSQL and Kafka without Docker: real servers, started and stopped by this process. */
@NullMarked
package dev.cairn.embedded;

import org.jspecify.annotations.NullMarked;
