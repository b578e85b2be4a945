/** What a connection may cost whoever serves it. */
@NullMarked
package dev.cairn.platform.connection;

import org.jspecify.annotations.NullMarked;
