/** Content on its way into a bucket. */
@NullMarked
package dev.cairn.platform.writeonce.s3.bucket;

import org.jspecify.annotations.NullMarked;
