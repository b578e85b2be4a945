/** The tree, its tiles and notes against public vectors, the definition, and hand-checked values. */
@NullMarked
package dev.cairn.audit.proof;

import org.jspecify.annotations.NullMarked;
