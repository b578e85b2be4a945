/** HTTP at the edge: bodies with a limit, writes with idempotency, reads with an ETag. */
@NullMarked
package dev.cairn.platform.web;

import org.jspecify.annotations.NullMarked;
