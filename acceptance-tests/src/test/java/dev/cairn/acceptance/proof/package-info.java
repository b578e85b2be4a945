/** Reads the public log and checks it, written from the standards and docs alone; shares no code with the product. */
@NullMarked
package dev.cairn.acceptance.proof;

import org.jspecify.annotations.NullMarked;
