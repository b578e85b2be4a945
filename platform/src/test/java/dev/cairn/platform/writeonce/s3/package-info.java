/** The bucket keeps the promises: at a server that enforces locks, and as far as it can at one that only pretends. */
@NullMarked
package dev.cairn.platform.writeonce.s3;

import org.jspecify.annotations.NullMarked;
