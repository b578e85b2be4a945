/** What the store asks of S3: versions, parts and locks, with every failure as a sentence. */
@NullMarked
package dev.cairn.platform.writeonce.s3.bucket;

import org.jspecify.annotations.NullMarked;
