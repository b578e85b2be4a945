/** Work in batches, where there is much of it. */
@NullMarked
package dev.cairn.platform.batches;

import org.jspecify.annotations.NullMarked;
