@NullMarked
package dev.cairn.platform.eventstore;

import org.jspecify.annotations.NullMarked;
