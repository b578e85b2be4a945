/** The values that events are made of; each refuses nonsense when it is made. */
@NullMarked
package dev.cairn.events.types;

import org.jspecify.annotations.NullMarked;
