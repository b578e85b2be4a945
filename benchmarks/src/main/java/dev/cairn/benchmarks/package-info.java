/** Measured figures of the running system, each beside what the parts below it could do in the same run. */
@NullMarked
package dev.cairn.benchmarks;

import org.jspecify.annotations.NullMarked;
