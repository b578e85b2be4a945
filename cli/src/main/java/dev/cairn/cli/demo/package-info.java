/** {@code cairn demo}: a real model on real data, from training to a tampered copy that is found out. */
@NullMarked
package dev.cairn.cli.demo;

import org.jspecify.annotations.NullMarked;
