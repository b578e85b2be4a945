/** What the log has to say about every model, read off its events alone. */
@NullMarked
package dev.cairn.standalone.histories.laws;

import org.jspecify.annotations.NullMarked;
