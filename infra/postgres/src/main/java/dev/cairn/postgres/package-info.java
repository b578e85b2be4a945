/** What a PostgreSQL server is told before Cairn uses it: databases and roles. */
@NullMarked
package dev.cairn.postgres;

import org.jspecify.annotations.NullMarked;
