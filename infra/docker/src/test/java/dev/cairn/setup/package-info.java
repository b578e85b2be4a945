/** What the files say that Cairn runs by in containers. */
@NullMarked
package dev.cairn.setup;

import org.jspecify.annotations.NullMarked;
