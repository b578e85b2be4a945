/** Bytes in and out, and proof that they are the same. */
@NullMarked
package dev.cairn.registry.artifact;

import org.jspecify.annotations.NullMarked;
