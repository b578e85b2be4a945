/** What every write-once store promises, as tests. */
@NullMarked
package dev.cairn.platform.writeonce;

import org.jspecify.annotations.NullMarked;
