@NullMarked
package dev.cairn.benchmarks.steady;

import org.jspecify.annotations.NullMarked;
