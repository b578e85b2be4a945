/** Refusals as RFC 9457 problems: what happened, why, and what to do next. */
@NullMarked
package dev.cairn.platform.problem;

import org.jspecify.annotations.NullMarked;
