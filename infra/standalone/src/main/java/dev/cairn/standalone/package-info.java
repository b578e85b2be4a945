/** All of Cairn on one machine in one process: services, issuer, PostgreSQL and Kafka. */
@NullMarked
package dev.cairn.standalone;

import org.jspecify.annotations.NullMarked;
