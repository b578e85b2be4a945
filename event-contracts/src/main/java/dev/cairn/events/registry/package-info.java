/** What happens to models and their versions; topic {@code cairn.registry}. */
@NullMarked
package dev.cairn.events.registry;

import org.jspecify.annotations.NullMarked;
