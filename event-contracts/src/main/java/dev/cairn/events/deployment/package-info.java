/** What runs where, since when, and by whose decision; topic {@code cairn.deployment}. */
@NullMarked
package dev.cairn.events.deployment;

import org.jspecify.annotations.NullMarked;
