/** From a request to stored events: one transaction that locks, decides, appends, changes the views and remembers the answer. */
@NullMarked
package dev.cairn.platform.command;

import org.jspecify.annotations.NullMarked;
