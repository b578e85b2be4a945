/** PostgreSQL and Kafka in containers, where a Docker engine runs and its images can be had. */
@NullMarked
package dev.cairn.test.docker;

import org.jspecify.annotations.NullMarked;
