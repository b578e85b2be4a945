/** The topics that make the log, and how they are read. */
@NullMarked
package dev.cairn.audit.topics;

import org.jspecify.annotations.NullMarked;
