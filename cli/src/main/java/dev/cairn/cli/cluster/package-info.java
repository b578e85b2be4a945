/** {@code cairn cluster}: Cairn as a company runs it, on this machine. */
@NullMarked
package dev.cairn.cli.cluster;

import org.jspecify.annotations.NullMarked;
