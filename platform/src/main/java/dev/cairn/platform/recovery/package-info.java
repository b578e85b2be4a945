/** Rebuild, restore and republish: everything but the log and the artifacts can be thrown away. */
@NullMarked
package dev.cairn.platform.recovery;

import org.jspecify.annotations.NullMarked;
