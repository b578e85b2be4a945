/** Reads and refusals go on the log too. */
@NullMarked
package dev.cairn.platform.access;

import org.jspecify.annotations.NullMarked;
