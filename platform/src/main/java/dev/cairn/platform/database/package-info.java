/** How PostgreSQL is doing. */
@NullMarked
package dev.cairn.platform.database;

import org.jspecify.annotations.NullMarked;
