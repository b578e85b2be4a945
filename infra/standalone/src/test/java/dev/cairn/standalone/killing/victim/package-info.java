/** The Cairns that are killed. */
@NullMarked
package dev.cairn.standalone.killing.victim;

import org.jspecify.annotations.NullMarked;
