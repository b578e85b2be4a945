/** {@code cairn up}, {@code down} and {@code status}: a whole Cairn on this machine. */
@NullMarked
package dev.cairn.cli.standalone;

import org.jspecify.annotations.NullMarked;
