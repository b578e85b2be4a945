/** Who calls, and what they may do: always from a verified token. */
@NullMarked
package dev.cairn.platform.identity;

import org.jspecify.annotations.NullMarked;
