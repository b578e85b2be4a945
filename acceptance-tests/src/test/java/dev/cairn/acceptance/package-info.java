/** The requirements as scenarios against a running Cairn, from outside: HTTP, Kafka and the {@code cairn} command. */
@NullMarked
package dev.cairn.acceptance;

import org.jspecify.annotations.NullMarked;
