/** One trace from a request through the log to whoever takes its events in. */
@NullMarked
package dev.cairn.platform.tracing;

import org.jspecify.annotations.NullMarked;
