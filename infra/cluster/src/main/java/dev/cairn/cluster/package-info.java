/** Cairn as a company runs it, on one machine: every part a process of its own that may die, hang and come back. */
@NullMarked
package dev.cairn.cluster;

import org.jspecify.annotations.NullMarked;
