/** The log as it lies in the write-once store and as it is served: tiles, entry bundles, the signed head. */
@NullMarked
package dev.cairn.audit.tiles;

import org.jspecify.annotations.NullMarked;
