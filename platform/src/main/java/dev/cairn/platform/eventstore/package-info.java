/** The events of one service in PostgreSQL: appended, read, never changed. */
@NullMarked
package dev.cairn.platform.eventstore;

import org.jspecify.annotations.NullMarked;
