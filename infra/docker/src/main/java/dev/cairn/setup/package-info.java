/** Prepares Kafka, PostgreSQL and a bucket before the services start for the first time. */
@NullMarked
package dev.cairn.setup;

import org.jspecify.annotations.NullMarked;
