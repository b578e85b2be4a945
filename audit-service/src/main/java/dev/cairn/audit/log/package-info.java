/** Every event of every topic into one Merkle log, by one sequencer at a time. */
@NullMarked
package dev.cairn.audit.log;

import org.jspecify.annotations.NullMarked;
