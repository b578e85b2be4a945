/** Commands about the end of a version. */
@NullMarked
package dev.cairn.cli.retirement;

import org.jspecify.annotations.NullMarked;
