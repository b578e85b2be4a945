/** The Cairns that are killed, in one process or in several. */
@NullMarked
package dev.cairn.standalone.killing.victim;

import org.jspecify.annotations.NullMarked;
