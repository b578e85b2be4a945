/** Reads everything again and says what is not as the log says, where, and since when. */
@NullMarked
package dev.cairn.audit.verification;

import org.jspecify.annotations.NullMarked;
