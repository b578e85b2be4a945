/** What came from what, as a tree in the terminal. */
@NullMarked
package dev.cairn.cli.lineage;

import org.jspecify.annotations.NullMarked;
