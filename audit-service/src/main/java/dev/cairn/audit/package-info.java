/** The audit service: every event of every topic in one log that anyone can verify. */
@NullMarked
package dev.cairn.audit;

import org.jspecify.annotations.NullMarked;
