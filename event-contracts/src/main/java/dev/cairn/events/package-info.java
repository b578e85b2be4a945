/** The published language of Cairn: what an event is, how it is named, written and routed. */
@NullMarked
package dev.cairn.events;

import org.jspecify.annotations.NullMarked;
