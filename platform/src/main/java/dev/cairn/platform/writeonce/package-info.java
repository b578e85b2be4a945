/** Bytes that cannot change: a directory, or S3 with object lock. */
@NullMarked
package dev.cairn.platform.writeonce;

import org.jspecify.annotations.NullMarked;
