/** The directory keeps the promises, also when others use it at the same time. */
@NullMarked
package dev.cairn.platform.writeonce.directory;

import org.jspecify.annotations.NullMarked;
