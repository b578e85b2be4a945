/** The end of a version's life: deprecation, and retirement when nothing uses it any more. */
@NullMarked
package dev.cairn.registry.retirement;

import org.jspecify.annotations.NullMarked;
