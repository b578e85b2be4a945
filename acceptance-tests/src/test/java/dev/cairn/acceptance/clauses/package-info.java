/** Which clause of the requirements is proved by which tests, and which by none. */
@NullMarked
package dev.cairn.acceptance.clauses;

import org.jspecify.annotations.NullMarked;
