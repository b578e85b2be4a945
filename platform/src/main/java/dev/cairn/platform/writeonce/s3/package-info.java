/**
 * The write-once store in a bucket of an S3 server with object lock. The oldest version of a key counts, whatever is written
 * over it later.
 */
@NullMarked
package dev.cairn.platform.writeonce.s3;

import org.jspecify.annotations.NullMarked;
