/** The same load for a long time: whether anything is refused, grows, or falls behind. */
@NullMarked
package dev.cairn.benchmarks.steady;

import org.jspecify.annotations.NullMarked;
