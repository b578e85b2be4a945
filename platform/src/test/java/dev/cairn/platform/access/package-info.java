/** What is recorded of refusals. */
@NullMarked
package dev.cairn.platform.access;

import org.jspecify.annotations.NullMarked;
