/** Who read what, and who was refused; topic {@code cairn.<service>.access}. */
@NullMarked
package dev.cairn.events.access;

import org.jspecify.annotations.NullMarked;
