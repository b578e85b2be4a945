/** Schemas that several processes make ready at once. */
@NullMarked
package dev.cairn.platform.migration;

import org.jspecify.annotations.NullMarked;
