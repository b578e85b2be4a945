/** The write-once store in a directory of a local file system. */
@NullMarked
package dev.cairn.platform.writeonce.directory;

import org.jspecify.annotations.NullMarked;
