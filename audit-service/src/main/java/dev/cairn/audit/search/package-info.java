/** The log's entries by model, actor, type and time, for those who may know. */
@NullMarked
package dev.cairn.audit.search;

import org.jspecify.annotations.NullMarked;
