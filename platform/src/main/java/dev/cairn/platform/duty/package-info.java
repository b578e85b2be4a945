/** What a service does of itself: the answers that it owes to other services, and what ends when its time has come. */
@NullMarked
package dev.cairn.platform.duty;

import org.jspecify.annotations.NullMarked;
