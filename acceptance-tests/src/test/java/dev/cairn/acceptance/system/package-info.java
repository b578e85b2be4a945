/** A running Cairn, and those who use it: callers, the command, a reader of the topics. Knows the product's addresses only. */
@NullMarked
package dev.cairn.acceptance.system;

import org.jspecify.annotations.NullMarked;
