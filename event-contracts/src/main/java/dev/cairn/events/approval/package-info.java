/** What is decided about promotions, by whom, and under which policy; topic {@code cairn.approval}. */
@NullMarked
package dev.cairn.events.approval;

import org.jspecify.annotations.NullMarked;
