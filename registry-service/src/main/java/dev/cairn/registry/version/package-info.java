/** A version: registered once from a manifest, tagged afterwards, never changed. */
@NullMarked
package dev.cairn.registry.version;

import org.jspecify.annotations.NullMarked;
