/** What operators did to a running service; topic {@code cairn.<service>.access}. */
@NullMarked
package dev.cairn.events.operations;

import org.jspecify.annotations.NullMarked;
